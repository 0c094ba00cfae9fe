namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// Every number that the search for a solution was tuned with. None of them decides what counts as an answer to the tolerance asked for:
/// that is <see cref="SolveOptions"/> and the error estimate. Coordinates are those of <see cref="Coordinates"/>, in which a unit is a factor of e
/// of an unknown that is positive.
/// </summary>
internal static partial class SearchConstants
{
    /// <summary>Quadrature nodes for each length scale while a solution is searched to the finest of tolerances; <see cref="Evidence"/> refines from there.</summary>
    public const double FirstNodesPerWidth = 4.5;

    /// <summary>The same on the way there: enough for 1e-9.</summary>
    public const double RoughNodesPerWidth = 2.25;

    /// <summary>Where Gaussians are cut off on the way there, in standard deviations.</summary>
    public const double RoughReach = 7.25;

    /// <summary>The tolerance from which on rough grids are enough all the way. On coarser ones values jump by too much, as nodes enter and leave, for a search to go downhill.</summary>
    public const double RoughTolerance = 1e-8;

    /// <summary>The tolerance from which on the search ends on the finest grids, so that what is reported has more digits than that.</summary>
    public const double FineTolerance = 1e-10;

    /// <summary>The norm of the gradient below which a point is stationary.</summary>
    public const double VanishingResidual = 1e-9;

    /// <summary>The most quadrature nodes of a system with one grid: a point that takes more counts as one without a value.</summary>
    public const int MostNodesOfOneGrid = 400_000;

    /// <summary>What they are divided by while an optimum is looked for from many starts.</summary>
    public const int ThriftOfOneGrid = 40;

    /// <summary>The same where there are several grids.</summary>
    public const int Thrift = 4;

    /// <summary>The most of one with several, over all grids, since functions on them are kept at the same time.</summary>
    public const int MostNodes = 80_000;

    /// <summary>How far out functions of two variables are taken into account while a solution is looked for.</summary>
    public static class Pairs
    {
        /// <summary>Nodes for each length scale, in either direction, to the finest of tolerances: the error of equispaced nodes falls with the square of their density in the exponent.</summary>
        public const double FirstNodesPerWidth = 4;

        /// <summary>The same for Hessians, which steps by are to shrink, and whose signs are to be told.</summary>
        public const double CurvatureNodesPerWidth = 1.6;

        /// <summary>How much more than what is let pass a value moves where the next step out is twice as long.</summary>
        public const double Far = 1e3;

        /// <summary>The relative change of the value that is let pass.</summary>
        public const double Allowed = 1e-8;

        /// <summary>How often, at most, grids are widened at one point.</summary>
        public const int Rounds = 8;
    }

    /// <summary>The most of one with grids of pairs, at a time: half a kilobyte each.</summary>
    public const int MostPairs = 20_000_000;

    /// <summary>Newton's method.</summary>
    public static class Newton
    {
        /// <summary>The longest step of one iteration, in coordinates.</summary>
        public const double Radius = 2;

        /// <summary>A step that is not worth another iteration, since convergence is quadratic.</summary>
        public const double NegligibleStep = 1e-8;

        /// <summary>The same where the Hessian is not that of the point, and convergence is slower; longer steps end the iteration where they shrink no more, by rounding.</summary>
        public const double NegligibleInexactStep = 1e-11;

        /// <summary>The largest component of a gradient, relative to the merit, that may be rounding.</summary>
        public const double GradientRounding = 1e-13;

        /// <summary>The longest step that is left to the Hessian of other grids.</summary>
        public const double FirstInexact = 1e-3;

        /// <summary>What a step by a Hessian brought up to date is at most of the step before; else the Hessian is computed again.</summary>
        public const double Contraction = 0.5;

        /// <summary>The condition number up to which it is trusted.</summary>
        public const double LargestInexactCondition = 1e8;

        /// <summary>How much worse, relative to the merit, the negligible last step may make things: rounding.</summary>
        public const double LastStepRounding = 1e-13;

        /// <summary>The norm of a gradient below which no step can be expected to reduce it.</summary>
        public const double ResidualRounding = 1e-12;

        /// <summary>The slope, relative to the merit, below which no step can be expected to reduce it.</summary>
        public const double SlopeRounding = 1e-13;

        /// <summary>The rounding of a merit, relative to it.</summary>
        public const double MeritRounding = 2e-15;

        /// <summary>The slope, relative to the merit, below which a step is taken that changes the merit by rounding alone.</summary>
        public const double FlatSlope = 1e-9;

        /// <summary>The share of the reduction promised by the slope that a step has to bring (Armijo's condition).</summary>
        public const double SufficientDecrease = 1e-4;

        /// <summary>How often a step is halved before the iteration has stalled.</summary>
        public const int Halvings = 30;

        /// <summary>How many steps in a row are shortened on the way back from where nothing has a value before the iteration has stalled.</summary>
        public const int MostCuts = 6;

        /// <summary>A step shortened by more than this counts for half of them.</summary>
        public const double DeepCut = 1.0 / 64;

        /// <summary>The step, in coordinates, from which on a point goes on rather than to rest.</summary>
        public const double Creep = 0.25;

        /// <summary>How many such steps in a row beside the floor of a problem lead to it.</summary>
        public const int MostCreeps = 4;

        /// <summary>The step, in coordinates, above which a root is not found yet.</summary>
        public const double LongestStanding = 1e-6;

        /// <summary>What a step is of the least before, where steps become shorter: less, but at roots of a high order.</summary>
        public const double Shorter = 0.5;

        /// <summary>How many steps in a row do not become shorter where they never will.</summary>
        public const int MostStands = 8;

        /// <summary>The least curvature, relative to the largest.</summary>
        public const double CurvatureFloor = 1e-13;

        /// <summary>The condition number from which on a Jacobian is singular, and the step the shortest of the best.</summary>
        public const double SingularCondition = 1e15;
    }

    /// <summary>Newton's method from the best of many starts.</summary>
    public static class MultiStart
    {
        /// <summary>How many starts are tried before the best minimum of them is taken.</summary>
        public const int Tried = 3;

        /// <summary>How many are tried at most, where none leads to what is asked for.</summary>
        public const int TriedAtMost = 4 * Tried;

        /// <summary>After how many that led to where nothing has a value no other is tried, for one unknown; for several times the square of their number.</summary>
        public const int AtEdge = 2;

        /// <summary>After how many that led to the optimum of the level before no other is tried.</summary>
        public const int AtFloor = 2 * Tried;

        /// <summary>Starts closer than this, in every coordinate, count as one.</summary>
        public const double Apart = 0.3;
    }

    /// <summary>Points spread over the domains.</summary>
    public static class Anywhere
    {
        /// <summary>For one unknown: equidistant points from minus to plus this.</summary>
        public const double Extent = 8;

        /// <summary>Their distance.</summary>
        public const double Step = 0.5;

        /// <summary>For several: the points for each unknown.</summary>
        public const int PointsPerUnknown = 96;

        /// <summary>The sides of the box that they fill.</summary>
        public const double Side = 8;
    }

    /// <summary>Starts made from the solution of the level before.</summary>
    public static class Growth
    {
        /// <summary>How far scalars are moved, since they follow a new link.</summary>
        public static readonly double[] Shifts = [0, -1, -2.5, 1];

        /// <summary>Where the first link of a chain may be, which has no neighbour to split.</summary>
        public static readonly double[] FirstLinks = [0, 1.5, -1.5, 3];

        /// <summary>The levels before whose solutions are kept for the next, beside the last.</summary>
        public const int Remembered = 2;

        /// <summary>The points of a profile that a polynomial goes through, as many of them as there are.</summary>
        public static readonly int[] PointsOfProfile = [2, 4, 6];

        /// <summary>How far, in any coordinate, an optimum may be from where levels before point.</summary>
        public const double Near = 1;

        /// <summary>The share of a split link that its first half gets.</summary>
        public const double Half = 0.5;

        /// <summary>The shares tried for the first of two chains tied by relations.</summary>
        public static readonly double[] Proportions = [0.3, 0.5, 0.7];

        /// <summary>For the second chain: the shares are logistic in this many steps to either side of a half.</summary>
        public const int FineSteps = 40;

        /// <summary>The length of such a step.</summary>
        public const double FineStep = 0.125;
    }

    /// <summary>Sign changes of one equation in one unknown.</summary>
    public static class Scan
    {
        /// <summary>Coordinates from minus to plus this are looked at closely.</summary>
        public const double Extent = 14;

        /// <summary>The distance of the points looked at there: two roots closer than this are found by the dip between them only.</summary>
        public const double Step = 0.125;

        /// <summary>The coordinate where numbers end.</summary>
        public const double Furthest = 700;

        /// <summary>What steps grow by further out.</summary>
        public const double Growth = 1.1;

        /// <summary>The largest they grow to where residuals are cheap.</summary>
        public const double LargestStep = 0.5;

        /// <summary>Golden sections spent on a dip.</summary>
        public const int Sections = 60;

        /// <summary>The golden section.</summary>
        public const double Golden = 0.3819660112501051;

        /// <summary>The accuracy of Brent's method, in the coordinate.</summary>
        public const double Accuracy = 1e-13;

        /// <summary>The iterations allowed to it.</summary>
        public const int Iterations = 200;

        /// <summary>How often it is used again on a narrower bracket.</summary>
        public const int Passes = 6;

        /// <summary>The distance from a root, relative to the coordinate where that is large, from which on a clear sign is looked for.</summary>
        public const double Closest = 5e-16;

        /// <summary>The distance from a root, relative to the coordinate where that is large, at which the residual is looked at to either side.</summary>
        public const double Beside = 1e-9;

        /// <summary>The residual there, relative to that between which the root was found, above which a sign change is a pole or a jump.</summary>
        public const double Vanishing = 1e-4;
    }

    /// <summary>Blocks of several equations.</summary>
    public static class Blocks
    {
        /// <summary>How many starts are tried.</summary>
        public const int Tried = 24;

        /// <summary>Where all residuals fade, far out, the Jacobian tells: it is singular there.</summary>
        public const double LargestCondition = 1e10;
    }

    /// <summary>Continuation in the givens.</summary>
    public static class Continuation
    {
        /// <summary>The most steps.</summary>
        public const int MostSteps = 64;

        /// <summary>The first step, of a path of length 1.</summary>
        public const double FirstStep = 0.5;

        /// <summary>The shortest step.</summary>
        public const double ShortestStep = 1.0 / 256;

        /// <summary>What a step is divided by after a failure.</summary>
        public const double Shrink = 2;

        /// <summary>What it is multiplied by after a success.</summary>
        public const double Grow = 1.5;
    }

    /// <summary>The search for a minimum over some unknowns of the maximum over others.</summary>
    public static class Saddle
    {
        /// <summary>The longest step, in coordinates.</summary>
        public const double Radius = 0.35;

        /// <summary>A step from whose start Newton's method takes over.</summary>
        public const double Near = 0.02;

        /// <summary>A step that is not halved any more on the way back from where nothing is finite.</summary>
        public const double ShortestStep = 1e-6;

        /// <summary>The least curvature, relative to the largest.</summary>
        public const double CurvatureFloor = 1e-10;

        /// <summary>How near, in any coordinate, a point is whose curvatures are as good as those of another.</summary>
        public const double Close = 1e-3;

        /// <summary>How near a point is whose curvatures, brought up to date, lead on.</summary>
        public const double Followed = 0.15;

        /// <summary>What the change of the gradient on the way may be off by, of its size, from what they foretold.</summary>
        public const double Foretold = 0.3;
    }
}
