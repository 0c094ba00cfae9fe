using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ReluInjectivity.Studies;

/// <summary>
/// The SQLite file of a study. Each group of rows is one transaction in the write-ahead log: what was written survives the end of the process, however it comes. The log is
/// brought to the disk by <see cref="Flush"/>: what was written before that survives a power cut.
/// </summary>
internal sealed class StudyStore : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SqliteConnection _connection;
    private readonly RowCells _cells = new();

    // Statements of the native library: through commands with parameters, writing took longer than solving what has a closed form.
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _insert;
    private bool _isDirty;

    private StudyStore(string path, FileStream held, SqliteConnection connection)
    {
        (_path, _lock, _connection) = (path, held, connection);
        (_begin, _commit) = (Statement("BEGIN IMMEDIATE"), Statement("COMMIT"));
        _insert = Statement($"INSERT OR REPLACE INTO result VALUES({string.Join(", ", RowCells.Names.Select(static _ => "?"))})");
    }

    /// <summary>Opens the file of a plan to write to it; makes it where there is none.</summary>
    /// <exception cref="StudyException">It holds another study or something else, is in use, or cannot be written.</exception>
    public static StudyStore Open(string path, StudyPlan plan) => Guarded(path, () =>
    {
        StudyFile.RequireLocal(path);
        FileStream held = Lock(path);
        try
        {
            bool isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
            if (!isNew)
            {
                using StudyFile file = StudyFile.Open(path);
                file.RequirePlan(plan);
            }

            SqliteConnection connection = StudyFile.Connect(path, SqliteOpenMode.ReadWriteCreate);
            StudyFile.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;");
            if (isNew)
            {
                StudyFile.Create(connection, plan);
            }

            return new StudyStore(path, held, connection);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    });

    /// <summary>Writes rows: all or none.</summary>
    /// <exception cref="StudyException">They cannot be written: nothing of them is kept.</exception>
    public void Write(IEnumerable<(StudyRow Row, double Seconds)> rows) => Guarded(_path, () =>
    {
        Run(_begin);
        try
        {
            foreach ((StudyRow row, double seconds) in rows)
            {
                _cells.Bind(_insert, row, seconds);
                Run(_insert);
            }

            Run(_commit);
        }
        catch (SqliteException)
        {
            // SQLite may have rolled back already.
            TryExecute("ROLLBACK");
            throw;
        }

        return _isDirty = true;
    });

    /// <summary>Brings what was written to the disk.</summary>
    /// <exception cref="StudyException">It cannot be written.</exception>
    public void Flush() => Guarded(_path, () =>
    {
        if (_isDirty)
        {
            StudyFile.Execute(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }

        return _isDirty = false;
    });

    /// <summary>How many times what failed is tried again, when the commands so far are carried out.</summary>
    public int Pass
    {
        get => int.Parse(StudyFile.Value(_connection, "pass"), System.Globalization.CultureInfo.InvariantCulture);
        set => Guarded(_path, () =>
        {
            StudyFile.SetValue(_connection, "pass", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return _isDirty = true;
        });
    }

    /// <summary>The file, read through the same connection.</summary>
    public StudyFile Reader => new(_path, _connection, isOwner: false);

    /// <summary>Sets the most pages that the file may have, as a full disk would: for tests.</summary>
    internal void Limit(int pages) => StudyFile.Execute(_connection, System.FormattableString.Invariant($"PRAGMA max_page_count = {pages}"));

    /// <summary>Closes the file; where all went well there is one file then, without a log beside it.</summary>
    public void Dispose()
    {
        try
        {
            TryExecute("PRAGMA wal_checkpoint(TRUNCATE)");
            foreach (sqlite3_stmt statement in new[] { _begin, _commit, _insert })
            {
                raw.sqlite3_finalize(statement);
            }

            _cells.Dispose();
            _connection.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private sqlite3_stmt Statement(string text)
    {
        Require(raw.sqlite3_prepare_v2(_connection.Handle, text, out sqlite3_stmt statement));
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Require(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
    }

    private void Require(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), code);
        }
    }

    private void TryExecute(string text)
    {
        try
        {
            StudyFile.Execute(_connection, text);
        }
        catch (SqliteException)
        {
            // What is in the log is read from there by whoever opens the file next.
            return;
        }
    }

    /// <summary>Holds the file for one process. The lock ends with the process, however that ends.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(path + "-lock"))
        {
            throw new StudyException($"{path} is being written by another process; wait for it, or name another file", e);
        }
    }

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw StudyFile.Explained(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StudyException($"{path} cannot be written: {e.Message}", e);
        }
    }
}
