using System.Text.Json;
using Microsoft.Data.Sqlite;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Studies;

/// <summary>The file of a study, to read; a process may be writing to it meanwhile.</summary>
public sealed class StudyFile : IDisposable
{
    private const string Format = "1";

    /// <summary>"RInj": tells studies from other SQLite files.</summary>
    private const int ApplicationId = 0x52496E6A;

    private const string Schema = """
        CREATE TABLE study(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE result(
          part INTEGER, point INTEGER, member INTEGER, model TEXT, goal TEXT, depth INTEGER, level INTEGER, status TEXT, value REAL, error REAL,
          given TEXT, unknowns TEXT, outputs TEXT, message TEXT, iterations INTEGER, pass INTEGER, hessian BLOB, seconds REAL,
          PRIMARY KEY(part, point, member)) WITHOUT ROWID;
        """;

    private const int IsFull = 13;
    private const int IsNoDatabase = 26;
    private const int IsBusy = 5;

    /// <summary>File systems of several machines, on which locks and shared memory cannot be relied on.</summary>
    private static readonly string[] RemoteFormats = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "lustre", "gpfs", "beegfs", "9p", "ceph"];

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly bool _isOwner;

    internal StudyFile(string path, SqliteConnection connection, bool isOwner) => (_path, _connection, _isOwner) = (path, connection, isOwner);

    /// <summary>Opens a study.</summary>
    /// <exception cref="StudyException">There is none at the path.</exception>
    public static StudyFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new StudyException($"{path}: there is no such file; 'sweep --output {path}' makes it");
        }

        SqliteConnection? connection = null;
        try
        {
            // Whoever reads what a killed process left in the log has to write: it makes the index of the log.
            connection = Connect(path, SqliteOpenMode.ReadWrite);
            if (Number(connection, "PRAGMA application_id") != ApplicationId)
            {
                throw new StudyException($"{path} is an SQLite file, but no study; name another file");
            }

            return Value(connection, "format") is Format and var _ ? new StudyFile(path, connection, isOwner: true)
                : throw new StudyException($"{path} is a study of format {Value(connection, "format")}, this program reads format {Format}; take the version {Value(connection, "version")} that wrote it");
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw Explained(path, e);
        }
        catch (StudyException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>What was asked for; see <see cref="StudyPlan.Text"/>.</summary>
    public string Plan => Value(_connection, "plan");

    /// <summary>The version of the program that solves it.</summary>
    public string Version => Value(_connection, "version");

    /// <summary>The hash of the equations; see <see cref="StudyPlan.Equations"/>.</summary>
    public string Equations => Value(_connection, "equations");

    /// <summary>What was solved: the equations, unknowns and givens of each member, in the order of the plan. Relations do not come along.</summary>
    public IReadOnlyList<SystemDescription> Systems =>
        Value(_connection, "systems") is { Length: > 0 } text ? JsonSerializer.Deserialize<SystemDescription[]>(text)! : [];

    /// <summary>The number of results that the plan asks for.</summary>
    public long Wanted => long.Parse(Value(_connection, "results"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The rows, in the order of parts, points and members.</summary>
    public IEnumerable<StudyRow> Rows() => Read("FROM result ORDER BY part, point, member");

    /// <summary>The rows without a vouched value, in that order.</summary>
    public IEnumerable<StudyRow> Failed() => Read("FROM result WHERE status NOT IN ('solved', 'atBoundary', 'flat') ORDER BY part, point, member");

    /// <summary>The number of rows.</summary>
    public long Count => Number(_connection, "SELECT count(*) FROM result");

    /// <summary>The number of points that are kept, over all parts.</summary>
    public long Points => Number(_connection, "SELECT count(*) FROM (SELECT DISTINCT part, point FROM result)");

    /// <summary>The rows of some points.</summary>
    internal IReadOnlyList<StudyRow> Of(int part, int first, int last) =>
        [.. Read(FormattableString.Invariant($"FROM result WHERE part = {part} AND point BETWEEN {first} AND {last} ORDER BY part, point, member"))];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwner)
        {
            _connection.Dispose();
        }
    }

    /// <summary>Refuses another plan, other equations and another version.</summary>
    internal void RequirePlan(StudyPlan plan)
    {
        if (!string.Equals(Plan, plan.Text, StringComparison.Ordinal))
        {
            throw new StudyException($"{_path} is another study; ask for the same again to go on with it, or name another file\nit has    {Plan}\nnot this  {plan.Text}");
        }

        if (!string.Equals(Equations, plan.Equations, StringComparison.Ordinal))
        {
            throw new StudyException($"{_path} was solved with other equations (hash {Equations[..12]}, now {plan.Equations[..12]}); restore the equation file, or name another file for the new equations");
        }

        if (!string.Equals(Version, plan.Version, StringComparison.Ordinal))
        {
            throw new StudyException($"{_path} was solved by version {Version}, this is {plan.Version}; take that version to go on with it, or name another file");
        }
    }

    internal static void RequireLocal(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        DriveInfo? drive = DriveInfo.GetDrives().Where(d => folder.StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(static d => d.Name.Length);
        if (drive is { IsReady: true } && RemoteFormats.Contains(drive.DriveFormat, StringComparer.OrdinalIgnoreCase))
        {
            throw new StudyException($"{path} would lie on {drive.DriveFormat}, whose locks SQLite cannot rely on; name a file on a local disk and copy it when it is done");
        }
    }

    internal static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    internal static void Create(SqliteConnection connection, StudyPlan plan)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, Schema);
        (string Key, string Value)[] facts =
            [("format", Format), ("plan", plan.Text), ("equations", plan.Equations), ("version", plan.Version), ("pass", "0"),
            ("systems", JsonSerializer.Serialize(plan.Parts.SelectMany(static p => p.Members).Select(static m => m.Description).Distinct().ToArray())),
            ("results", plan.Results.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        foreach ((string key, string value) in facts)
        {
            SetValue(connection, key, value);
        }

        Execute(connection, FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}"));
        transaction.Commit();
    }

    internal static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    internal static string Value(SqliteConnection connection, string key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM study WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as string ?? string.Empty;
    }

    internal static void SetValue(SqliteConnection connection, string key, string value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO study VALUES($key, $value)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    internal static StudyException Explained(string path, SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            IsFull => $"{path} cannot be written: the disk is full; what was reported is kept, make room and type the same command again",
            IsNoDatabase => $"{path} is no study; name another file",
            IsBusy => $"{path} is in use by another process; wait for it, or name another file",
            _ => $"{path}: {e.Message}",
        },
        e);

    private static long Number(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    private IEnumerable<StudyRow> Read(string from)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", RowCells.Names)} {from}";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return RowCells.Read(reader);
        }
    }
}
