namespace ReluInjectivity.Runtime.Solving;

/// <content>What ends a search on rough grids, whose slopes and values do not fit each other as well as rounding allows.</content>
internal static partial class SearchConstants
{
    /// <summary>Rough grids.</summary>
    public static class Rough
    {
        /// <summary>A step that is not worth another iteration, on the way to fine grids: those have to find the rest.</summary>
        public const double NegligibleStep = 1e-4;

        /// <summary>The same where no finer grids follow, of the square root of the tolerance, since values err by the square.</summary>
        public const double StepOfTolerance = 0.1;

        /// <summary>What a step may promise, relative to the merit, that is not worth taking, on the way to fine grids: the optimum is as far from theirs.</summary>
        public const double NegligibleGain = 1e-11;

        /// <summary>The same where no finer grids follow, of the tolerance: values on them jump by more, as nodes enter and leave.</summary>
        public const double GainOfTolerance = 1e-2;

        /// <summary>No more than this: levels differ by less than a loose tolerance, and the next starts from this one.</summary>
        public const double LargestGain = 1e-8;
    }
}
