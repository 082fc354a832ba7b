using System.IO;
using Fmt.Files;
using Fmt.Tests;
using Fmt.Tool.Compare;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>A store of finished runs that is none, or is damaged, is told before anything runs.</summary>
public sealed class StoreTests
{
    [Fact]
    public void What_is_no_store_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.sqlite");
        File.WriteAllText(path, "this is no database, however long it is read, and whoever reads it: it is a text, and will stay one for good");
        Refused(path);
        File.Delete(path);
        Execute(path, "CREATE TABLE runs (name TEXT)");
        Refused(path);
        Refused(folder.Path);
    }

    [Fact]
    public void A_row_that_is_damaged_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.sqlite");
        var item = new WorkItem("a case", "FT", 3, "fingerprint");
        using (var store = new RunStore(path)) store.Finish(item, "done");
        Execute(path, "UPDATE runs SET result = '{ this is no JSON'");
        using var damaged = new RunStore(path);
        var e = Assert.Throws<DataException>(() => damaged.Has(item));
        Assert.Contains("the row of a case, FT, seed 3 is damaged", e.Message);
        Assert.Contains(path, e.Message);
    }

    private static void Refused(string path) =>
        Assert.StartsWith($"{path}: this is not a store of finished runs that can be written", Assert.Throws<DataException>(() => new RunStore(path).Dispose()).Message);

    private static void Execute(string path, string text)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
