using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>Several equations in several unknowns: block by block, then Newton's method on all together.</summary>
internal static class BlockSolver
{
    private const int StartsTried = 24;
    private const double Vanishes = 1e-9;

    /// <summary>
    /// A step of Newton's method, in coordinates where equal steps are equal relative changes, that no rounding of large terms that cancel
    /// could be told from: then the residual is their noise.
    /// </summary>
    private const double NoiseStep = 1e-9;

    /// <summary>Where all residuals fade, far out, the Jacobian tells: it is singular there.</summary>
    private const double LargestCondition = 1e10;

    /// <summary>Solves the equations block by block, then all of them together.</summary>
    public static Solved Solve(Objective problem, SolveOptions options, CancellationToken cancellation)
    {
        double[] u = new double[problem.Coordinates.Count];
        if (EquationBlocks.Of(problem.System.Dependencies) is not { } blocks)
        {
            return new Solved(problem, u, Evidence.Failed(problem, SolveStatus.NoRoot, 0, "the equations leave an unknown undetermined"));
        }

        problem.Resolution = problem.Kernel.Resolution(4.5);
        int iterations = 0;
        var solved = new HashSet<int>();
        string? several = null;
        foreach (EquationBlock block in blocks)
        {
            var part = new BlockProblem(problem, block, u);
            if (!TrySolve(part, options, cancellation, ref iterations, out int roots))
            {
                string unknowns = string.Join(", ", block.Unknowns.Select(i => problem.System.Unknowns[i].Name));
                string equations = string.Join(", ", block.Equations.Select(i => problem.System.Equations[i]));
                return new Solved(problem, u, Evidence.Failed(problem, SolveStatus.NoRoot, iterations, $"no root of {equations} was found for {unknowns}"));
            }

            if (roots > 1)
            {
                several ??= $"for {problem.System.Unknowns[block.Unknowns[0]].Name} the first of {roots} roots";
            }

            u = part.Whole;
            solved.UnionWith(block.Unknowns);
            if (Outcomes.Applying(problem, u, solved) is { } outcome)
            {
                return new Solved(problem, u, outcome);
            }
        }

        NewtonResult newton = Newton.Run(problem, u, options.MaximumIterations, cancellation);
        Solved finished = Evidence.Finish(problem, newton, iterations + newton.Iterations, null, options, cancellation);
        return finished.Result.Message is null ? finished with { Result = finished.Result with { Message = several } } : finished;
    }

    private static bool TrySolve(BlockProblem block, SolveOptions options, CancellationToken cancellation, ref int iterations, out int count)
    {
        count = 1;
        if (block.Count == 1)
        {
            List<double> roots = ScalarRoot.Find(x => block.Residual(x), cancellation);
            count = roots.Count;
            return count > 0 && block.Accept([roots[0]]);
        }

        // Far out residuals are flat and small, so that the best start need not be the one with the least merit.
        var starts = Starts.FromDomain(block.Count).Select(s => (Point: s, Merit: block.Merit(s))).Where(s => double.IsFinite(s.Merit)).OrderBy(s => s.Merit);
        foreach ((double[] start, _) in starts.Take(StartsTried))
        {
            NewtonResult newton = Newton.Run(block, start, options.MaximumIterations, cancellation);
            iterations += newton.Iterations;
            if (newton.Status == SolveStatus.Solved && (newton.Merit < Vanishes || newton.LastStep < NoiseStep) && newton.Condition < LargestCondition)
            {
                return block.Accept(newton.Point);
            }
        }

        return false;
    }

    /// <summary>A block with the unknowns of earlier blocks fixed; those of later ones do not enter.</summary>
    private sealed class BlockProblem(Objective problem, EquationBlock block, double[] fixedAt) : INewtonProblem
    {
        private readonly double[] _whole = [.. fixedAt];

        public int Count => block.Unknowns.Count;

        /// <summary>All coordinates, those of the block as accepted.</summary>
        public double[] Whole => [.. _whole];

        public bool IsRoot => true;

        public bool Accept(double[] u)
        {
            Place(u);
            return true;
        }

        /// <summary>The residual of a block of one equation.</summary>
        public double Residual(double u) => double.IsNaN(Merit([u])) ? double.NaN : problem.Kernel.Residual[block.Equations[0]];

        public double Merit(double[] u)
        {
            Place(u);
            problem.Merit(_whole);
            double merit = Residual(u).L2Norm();
            return double.IsFinite(merit) ? merit : double.NaN;
        }

        public Vector<double> Residual(double[] u) => Vector<double>.Build.Dense(Count, i => problem.Kernel.Residual[block.Equations[i]]);

        public Matrix<double> Jacobian(double[] u)
        {
            problem.Kernel.PrepareHessian();
            double[,] change = problem.Coordinates.Jacobian(_whole);
            Matrix<double> jacobian = Matrix<double>.Build.Dense(Count, Count);
            double[] direction = new double[_whole.Length];
            double[] column = new double[_whole.Length];
            for (int j = 0; j < Count; j++)
            {
                int unknown = block.Unknowns[j];
                direction[unknown] = change[unknown, unknown];
                problem.Kernel.HessianVectorProduct(direction, column);
                direction[unknown] = 0;
                for (int i = 0; i < Count; i++)
                {
                    jacobian[i, j] = column[block.Equations[i]];
                }
            }

            return jacobian;
        }

        private void Place(double[] u)
        {
            for (int i = 0; i < Count; i++)
            {
                _whole[block.Unknowns[i]] = u[i];
            }
        }
    }
}
