namespace ReluInjectivity.Runtime.Solving;

/// <content>What tells that a point is at an end of an interval, or at a level before, and what the value there is.</content>
internal static partial class SearchConstants
{
    /// <summary>What tells that a point is on the edge of the domain.</summary>
    public static class Edge
    {
        /// <summary>Coordinates further out are within 6e-6 of an end, relative to the interval.</summary>
        public const double Far = 12;

        /// <summary>How far such a coordinate is moved to see whether it is held.</summary>
        public const double Displacement = 0.5;

        /// <summary>How far beyond its rounding a residual has to be for equations to notice that an unknown was moved.</summary>
        public const double Noticed = 100;

        /// <summary>The condition number from which on several unknowns may run away together.</summary>
        public const double Ridge = 1e10;

        /// <summary>The condition number that leaves no digits.</summary>
        public const double NoDigits = 1e14;

        /// <summary>The slope towards the boundary, relative to the value, below which the value there is reached.</summary>
        public const double Settled = 1e-5;

        /// <summary>How many points further out a goal is followed to.</summary>
        public const int Followed = 5;

        /// <summary>The distance of these, relative to the coordinate.</summary>
        public const double Further = 0.25;

        /// <summary>The share of the gain before that the next has to bring.</summary>
        public const double NoLess = 0.9;

        /// <summary>How far an unknown is moved on to see whether the goal still depends on it.</summary>
        public static readonly double[] Outwards = [1, 4, 16];

        /// <summary>Where it is put to see whether the goal depends on it anywhere.</summary>
        public static readonly double[] Everywhere = [-16, -6, -2.5, -1, -0.3, 0.2, 0.7, 1.6, 4, 9];

        /// <summary>The change of a goal, relative to it, that counts as none.</summary>
        public const double Same = 1e-13;
    }

    /// <summary>Levels that contain the level before.</summary>
    public static class Nested
    {
        /// <summary>The distance, relative to the value, that counts as none while a search goes on.</summary>
        public const double Same = 1e-8;

        /// <summary>How close to the value of the level before, relative to it, a point that is no optimum is on the way there.</summary>
        public const double Beside = 1e-6;

        /// <summary>The factor on how far other grids are, since rounding moves all of them.</summary>
        public const double Safety = 3;
    }

    /// <summary>The limit of an optimum at an end of an interval.</summary>
    public static class Approach
    {
        /// <summary>The coordinate of the point closest to the end: a distance of 9e-4, where no more than half of the digits cancel.</summary>
        public const double Outermost = 7;

        /// <summary>The same where grids are too large so far out.</summary>
        public const double LeastOutermost = 5.5;

        /// <summary>How far towards the end a search has gone that was ended since there is no value beyond: a distance of 5 %.</summary>
        public const double OnTheWay = 3;

        /// <summary>What it is moved inwards by.</summary>
        public const double Inwards = 0.5;

        /// <summary>The points.</summary>
        public const int Points = 10;

        /// <summary>The step from one to the next in the coordinate: distances from the end grow by the square root of 2.</summary>
        public const double Step = 0.34657359027997264;

        /// <summary>The fewest of them that a polynomial goes through.</summary>
        public const int FewestPoints = 5;

        /// <summary>What the goal may change by from the point closest to the end on to it, of what it changes by between the points: a tenth of it where it goes like a distance's power from 0.85 on.</summary>
        public const double LeftOver = 0.1;

        /// <summary>The slopes and curvatures, relative to the value, of unknowns that the goal does not depend on beside the end.</summary>
        public const double Independence = 1e-6;

        /// <summary>The error of quadrature that is good enough at each.</summary>
        public const double Quadrature = 1e-13;

        /// <summary>The rounding of a value, relative to it.</summary>
        public const double Rounding = 2e-15;

        /// <summary>What extrapolation makes of an error: the product of (1 + 2^(-k/2))/(1 - 2^(-k/2)).</summary>
        public const double Amplification = 200;

        /// <summary>The factor on the distance of the polynomial through one point less.</summary>
        public const double Safety = 3;

        /// <summary>The share of the distance between the two before, since one alone may be small by chance.</summary>
        public const double ShareOfFewer = 0.1;

        /// <summary>The largest error, relative to the value, with which the limit is known.</summary>
        public const double LargestError = 1e-5;
    }
}
