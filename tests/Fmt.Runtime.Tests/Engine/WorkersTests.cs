using System.Threading;
using Fmt.Engine;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Engine;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_job_keeps_its_number_of_threads_when_another_thread_sets_its_own(int own)
    {
        var seen = 0;
        Workers.Run(1, own, [() =>
        {
            // Before the job's first computation, which is when libtorch would take over the number set last.
            var other = new Thread(() => torch.set_num_threads(3 - own));
            other.Start();
            other.Join();
            seen = torch.get_num_threads();
        }]);
        Assert.Equal(own, seen);
    }
}
