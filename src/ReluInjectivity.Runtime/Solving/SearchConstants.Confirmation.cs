namespace ReluInjectivity.Runtime.Solving;

/// <content>What a value is compared with before it counts as confirmed, and points of a curve with each other.</content>
internal static partial class SearchConstants
{
    /// <summary>Confirmation by refinement.</summary>
    public static class Confirmation
    {
        /// <summary>How much finer the grids are that a value is compared on first.</summary>
        public const double Finer = 1.23;

        /// <summary>How much finer those are that it is compared on next.</summary>
        public const double Finest = 1.51;

        /// <summary>By how much of a step the nodes of the first are moved: 2 minus the golden ratio.</summary>
        public const double Shift = 0.3819660112501051;

        /// <summary>By how much of a step the nodes of the next are moved: 1/sqrt(2).</summary>
        public const double OtherShift = 0.7071067811865476;

        /// <summary>How much further out they reach.</summary>
        public const double FurtherOut = 1;

        /// <summary>By what factor the reach is widened.</summary>
        public const double Wider = 1.21;

        /// <summary>How much finer grids become where they show an error.</summary>
        public const double Refined = 1.6;

        /// <summary>The relative error that may be rounding.</summary>
        public const double RoundingLike = 1e-11;

        /// <summary>The refinements in a row that may leave the error as it is: what is left then is rounding.</summary>
        public const int Standstills = 2;

        /// <summary>The refinements in a row that may leave a point unsolved: what nothing vouches for on these grids is not worth finer ones.</summary>
        public const int Unsolved = 3;

        /// <summary>How much finer grids become where no single one shows the error.</summary>
        public const double SlightlyFiner = 1.2;

        /// <summary>The most refinements.</summary>
        public const int Refinements = 16;

        /// <summary>The share of the tolerance that the quadrature's error may take.</summary>
        public const double ShareOfTolerance = 0.25;

        /// <summary>The operations whose rounding the error estimate allows for.</summary>
        public const double RoundingOperations = 16;

        /// <summary>How many times as many there are where routines are averaged, whose rounding nothing else counts: twice the largest distance seen between two orders of summation.</summary>
        public const double RoundingOfRoutines = 8;

        /// <summary>The share of the running error that roundings make of it over chains of grids, where they do not all have one sign: twice the largest seen in scans.</summary>
        public const double ShareOfChains = 1.0 / 6;

        /// <summary>The rounding of one operation.</summary>
        public const double UnitRoundoff = 2.2e-16;

        /// <summary>
        /// What an optimum may be off by, in halves of the Newton decrement: where it is of order n, g^2/(2 h) with the curvature of the step before is n/(2 (n - 1)) ((n - 2)/(n - 1))^(n - 2) of it,
        /// which is 1/(2 e) in the limit.
        /// </summary>
        public const double HigherOrder = 6;

        /// <summary>The Newton step, in coordinates, above which a point where residuals stall is no root.</summary>
        public const double LargestStep = 1e-6;
    }

    /// <summary>What tells one branch of solutions from another along a curve.</summary>
    public static class Branches
    {
        /// <summary>How many times as steep as beside it a branch may be between two points. Where one sets in like a cube root it is up to six times.</summary>
        public const double Steeper = 8;

        /// <summary>The movement in a coordinate that says nothing: what a solve leaves open where the goal is flat.</summary>
        public const double Least = 1e-4;
    }
}
