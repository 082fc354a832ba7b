
namespace Fmt.Cases;

/// <summary>Layouts of image data that a case file may name.</summary>
public enum CaseFormat
{
    /// <summary><c>cifar10-binary</c>: label byte and 3 x 32 x 32 bytes.</summary>
    Cifar10Binary,

    /// <summary><c>idx</c>: grey images as in MNIST.</summary>
    Idx,

    /// <summary><c>folder</c>: one folder of pictures per class; needs <c>size</c>.</summary>
    Folder,
}
