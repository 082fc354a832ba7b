using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Metrics;

namespace Fmt.Cases;

/// <summary>
/// A network to be defended and what to judge the defence by, as a JSON file describes them: architecture and weights, normalisation, images, and the attack where it is known.
/// Reading it opens no other file.
/// </summary>
/// <param name="File">Full path of the case file; other paths in it are relative to its folder.</param>
/// <param name="Network">Name of the declared network.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="WeightsPath">Full path of the weights.</param>
/// <param name="Mean">Per channel, subtracted from pixels in [0,1].</param>
/// <param name="Std">Per channel, divided by afterwards.</param>
/// <param name="Data">Where the images are.</param>
/// <param name="Clean">The clean images that a defence gets.</param>
/// <param name="Trigger">The attack's trigger; null where none is known.</param>
/// <param name="Goal">Which label the attack wants; given exactly where the trigger is.</param>
public sealed record CaseFile(
    string File, string Network, int Classes, string WeightsPath, ImmutableArray<double> Mean, ImmutableArray<double> Std,
    CaseData Data, CleanShare Clean, CaseTrigger? Trigger, AttackGoal? Goal)
{
    /// <summary>Reads a case file.</summary>
    /// <param name="file">The JSON file. Comments and trailing commas are allowed.</param>
    /// <exception cref="DataException">No such file, no JSON, a key that is missing, unknown, given twice or of the wrong kind.</exception>
    public static CaseFile Read(string file) => CaseReader.Read(Path.GetFullPath(file));

    /// <summary>Channels of the images: 1 with <c>idx</c>, 3 with <c>cifar10-binary</c>.</summary>
    public int Channels => Data.Format switch
    {
        CaseFormat.Idx => 1,
        CaseFormat.Folder => Data.Size[0],
        _ => 3,
    };

    /// <summary>The one class that the attack wants; null where it wants several, or none is known.</summary>
    public int? Target => (Goal as AllToOne)?.Target ?? (Goal as SourceSpecific)?.Target;

    /// <summary>The case file and what it names, for <see cref="OutputFiles.Check"/>.</summary>
    public ImmutableArray<InputFile> Inputs =>
    [
        new("the case file", File),
        new("the case's weights", WeightsPath),
        new("the case's training images", Data.Train),
        new("the case's test images", Data.Test),
        .. (Trigger?.Files ?? []).Select(f => new InputFile("the case's trigger", f)),
    ];

    /// <summary>All training images.</summary>
    /// <exception cref="DataException">A file is missing or wrong.</exception>
    public ImageSet LoadTrain() => Load(Data.Train, DataPart.Train);

    /// <summary>All test images.</summary>
    /// <exception cref="DataException">A file is missing or wrong.</exception>
    public ImageSet LoadTest() => Load(Data.Test, DataPart.Test);

    /// <summary>The clean images that a defence gets: the share of the training images that the case names.</summary>
    /// <exception cref="DataException">A file is missing or wrong.</exception>
    public ImageSet LoadClean() => LoadTrain().Sample(Clean.Ratio, Clean.Seed);

    /// <summary>The trigger for images of this size; null where the case has none.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="part">The images that it is for: an attack that replaces images has others for training than for the test.</param>
    /// <exception cref="DataException">It does not fit, or its file is missing or wrong.</exception>
    public Trigger? LoadTrigger(int channels, int height, int width, DataPart part = DataPart.Test)
    {
        try
        {
            return Trigger?.Make(part, channels, height, width);
        }
        catch (ArgumentException e)
        {
            throw new DataException($"the trigger does not fit: {e.Message}", File, cause: e);
        }
    }

    /// <summary>Test images, trigger and goal, for <see cref="Measurement.Run"/>.</summary>
    /// <exception cref="DataException">A file is missing or wrong, or the trigger does not fit the images.</exception>
    public Evaluation Evaluation()
    {
        var test = LoadTest();
        return new Evaluation(test, LoadTrigger(test.Channels, test.Height, test.Width), Goal);
    }

    private ImageSet Load(string path, DataPart part)
    {
        var isFolder = Directory.Exists(path);
        var set = Data.Format switch
        {
            CaseFormat.Cifar10Binary => isFolder ? CifarBinary.ReadFolder(path, part, Classes) : CifarBinary.Read(path, Classes),
            CaseFormat.Idx => Idx.ReadFolder(path, part, Classes),
            _ => ImageFolder.Read(path, Data.Size[1], Data.Size[2], Data.Size[0]),
        };
        return set.Classes == Classes
            ? set
            : throw new DataException(FormattableString.Invariant($"{path} has {set.Classes} class folders, the case says {Classes} classes."), File);
    }
}
