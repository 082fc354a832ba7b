using System;
using System.Globalization;
using System.Text.Json;
using Fmt.Files;
using Microsoft.Data.Sqlite;

namespace Fmt.Tool.Compare;

/// <summary>
/// The journal of a comparison: one SQLite file with every finished run. A killed comparison goes on where it was; the file can be queried by any
/// SQLite tool, and files of several machines can be merged row by row.
/// </summary>
internal sealed class RunStore : IDisposable
{
    private readonly SqliteConnection _connection;

    public RunStore(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            // All that could fail after hours fails now: another table of this name, a file that may not be written.
            Execute("CREATE TABLE IF NOT EXISTS runs (network TEXT, method TEXT, seed INTEGER, fingerprint TEXT, finished TEXT, result TEXT, PRIMARY KEY (network, method, seed, fingerprint))");
            Execute("SELECT network, method, seed, fingerprint, finished, result FROM runs LIMIT 0");
            Execute("BEGIN IMMEDIATE; ROLLBACK;");
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new DataException($"this is not a store of finished runs that can be written: {e.Message} Name another file with --store, or delete it.", file, cause: e);
        }
    }

    /// <summary>The result of a finished run; null where it is still to do.</summary>
    /// <param name="item">The run.</param>
    public T? Find<T>(WorkItem item)
        where T : class
    {
        lock (_connection)
        {
            using var command = Command("SELECT result FROM runs WHERE network = $network AND method = $method AND seed = $seed AND fingerprint = $fingerprint", item);
            return command.ExecuteScalar() is string json ? Read<T>(json, item) : null;
        }
    }

    /// <summary>Whether a run is finished.</summary>
    public bool Has(WorkItem item) => Find<object>(item) is not null;

    /// <summary>Whether there is a result of this case, method and seed with other files, settings or of another program.</summary>
    public bool HasOther(WorkItem item)
    {
        lock (_connection)
        {
            using var command = Command("SELECT 1 FROM runs WHERE network = $network AND method = $method AND seed = $seed AND fingerprint <> $fingerprint", item);
            return command.ExecuteScalar() is not null;
        }
    }

    /// <summary>Enters a finished run; written whole or not at all.</summary>
    public void Finish<T>(WorkItem item, T result)
    {
        lock (_connection)
        {
            using var command = Command("INSERT OR REPLACE INTO runs VALUES ($network, $method, $seed, $fingerprint, $finished, $result)", item);
            command.Parameters.AddWithValue("$finished", DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$result", JsonSerializer.Serialize(result));
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _connection.Dispose();

    private T? Read<T>(string json, WorkItem item)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException e)
        {
            throw new DataException($"the row of {item.Case}, {item.Method}, seed {item.Seed} is damaged; delete it, or name another file with --store.", _connection.DataSource, cause: e);
        }
    }

    private SqliteCommand Command(string text, WorkItem item)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("$network", item.Case);
        command.Parameters.AddWithValue("$method", item.Method);
        command.Parameters.AddWithValue("$seed", item.Seed);
        command.Parameters.AddWithValue("$fingerprint", item.Fingerprint);
        return command;
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
