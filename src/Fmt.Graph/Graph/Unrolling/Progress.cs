
namespace Fmt.Graph;

internal enum Progress
{
    Waiting,
    Running,
    Done,
}
