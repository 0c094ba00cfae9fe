using Microsoft.Data.Sqlite;

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
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _insert;
    private bool _isDirty;

    private StudyStore(string path, FileStream held, SqliteConnection connection)
    {
        (_path, _lock, _connection) = (path, held, connection);
        (_begin, _commit) = (Command("BEGIN IMMEDIATE"), Command("COMMIT"));
        _insert = Command($"INSERT OR REPLACE INTO result VALUES({string.Join(", ", RowCells.Names.Select(static n => "$" + n))})");
        foreach (string name in RowCells.Names)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + name, Value = DBNull.Value });
        }
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
        _begin.ExecuteNonQuery();
        try
        {
            foreach ((StudyRow row, double seconds) in rows)
            {
                RowCells.Fill(_insert.Parameters, row, seconds);
                _insert.ExecuteNonQuery();
            }

            _commit.ExecuteNonQuery();
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
            _insert.Dispose();
            _begin.Dispose();
            _commit.Dispose();
            _connection.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private SqliteCommand Command(string text)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
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
