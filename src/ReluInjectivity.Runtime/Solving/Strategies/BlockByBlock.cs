using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Runtime.Systems;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>Several equations in several unknowns: block by block, then Newton's method on all together.</summary>
internal sealed class BlockByBlock : IStrategy
{
    /// <inheritdoc/>
    public string Name => "block-by-block";

    /// <inheritdoc/>
    public Applicability Applies(Search search) => search.IsSolvedFromNothing && search.Problem.Coordinates.Count != 1
        ? Applicability.Yes("several equations in unknowns without order")
        : Applicability.No("not several equations in unknowns without order");

    /// <inheritdoc/>
    public StrategyOutcome Run(Search search, SearchBudget budget)
    {
        Objective problem = search.Problem;
        double[] u = new double[problem.Coordinates.Count];
        if (EquationBlocks.Of(problem.System.Dependencies) is not { } blocks)
        {
            return StrategyOutcome.Ended(problem, u, Evidence.Failed(problem, SolveStatus.NoRoot, 0, "the equations leave an unknown undetermined"));
        }

        problem.Resolution = budget.FirstResolution(problem);
        int iterations = 0;
        var solved = new HashSet<int>();
        string? several = null;
        foreach (EquationBlock block in blocks)
        {
            var part = new BlockProblem(problem, block, u);
            BlockRoot root = Solve(part, budget);
            iterations += root.Iterations;
            if (root.Count == 0)
            {
                string unknowns = string.Join(", ", block.Unknowns.Select(i => problem.System.Unknowns[i].Name));
                string equations = string.Join(", ", block.Equations.Select(i => problem.System.Equations[i]));
                string reason = $"no root of {equations} was found for {unknowns}: {root.Searched}";
                return StrategyOutcome.Ended(problem, u, Evidence.Failed(problem, SolveStatus.NoRoot, iterations, reason));
            }

            if (root.Count > 1)
            {
                several ??= $"for {problem.System.Unknowns[block.Unknowns[0]].Name} the first of {root.Count} roots";
            }

            u = part.Whole;
            solved.UnionWith(block.Unknowns);
            if (Outcomes.Applying(problem, u, solved) is { } outcome)
            {
                return StrategyOutcome.Ended(problem, u, outcome);
            }
        }

        NewtonResult newton = budget.Newton(problem, u);
        return StrategyOutcome.Found(new Candidate(problem, newton, null, several), iterations + newton.Iterations);
    }

    /// <summary>Solves a block and leaves it at its first root.</summary>
    private static BlockRoot Solve(BlockProblem block, SearchBudget budget)
    {
        if (block.Count == 1)
        {
            RootScan scan = RootScan.Of(block.Sample, block.Unknown, isCheap: false, budget.Cancellation);
            if (scan.Roots.Count == 0)
            {
                return new BlockRoot(0, 0, scan.WhatWasSearched());
            }

            block.Accept([scan.Roots[0].Root]);
            return new BlockRoot(scan.Roots.Count, 0, string.Empty);
        }

        // Far out residuals are flat and small, so that the best start need not be the one with the least merit.
        int iterations = 0;
        int tried = 0;
        var starts = AnywhereInDomains.Points(block.Count).Select(s => (Point: s, Merit: block.Merit(s))).Where(s => double.IsFinite(s.Merit)).OrderBy(s => s.Merit);
        foreach ((double[] start, _) in starts.Take(Blocks.Tried))
        {
            NewtonResult newton = budget.Newton(block, start);
            iterations += newton.Iterations;
            tried++;
            if (newton.Status == SolveStatus.Solved && newton.Condition < Blocks.LargestCondition)
            {
                block.Accept(newton.Point);
                return new BlockRoot(1, iterations, string.Empty);
            }
        }

        return new BlockRoot(0, iterations, $"Newton's method was tried from {tried} starts");
    }

    /// <summary>What solving a block came to.</summary>
    /// <param name="Count">The roots there are, as far as it is known; 0: none was found.</param>
    /// <param name="Iterations">The Newton iterations spent.</param>
    /// <param name="Searched">What was searched.</param>
    private readonly record struct BlockRoot(int Count, int Iterations, string Searched);

    /// <summary>A block with the unknowns of earlier blocks fixed; those of later ones do not enter.</summary>
    private sealed class BlockProblem(Objective problem, EquationBlock block, double[] fixedAt) : INewtonProblem
    {
        private readonly double[] _whole = [.. fixedAt];

        public int Count => block.Unknowns.Count;

        /// <summary>All coordinates, those of the block as accepted.</summary>
        public double[] Whole => [.. _whole];

        public bool IsRoot => true;

        public void Accept(double[] u) => Place(u);

        /// <summary>The residual of a block of one equation.</summary>
        public ResidualSample Sample(double u)
        {
            Place([u]);
            return problem.Sample(_whole, block.Equations[0]);
        }

        /// <summary>The unknown of a block of one equation.</summary>
        public double Unknown(double u)
        {
            double[] whole = Whole;
            whole[block.Unknowns[0]] = u;
            return problem.Coordinates.ToUnknowns(whole)[block.Unknowns[0]];
        }

        public double Merit(double[] u)
        {
            double merit = Objective.Norm([.. Residual(u)]);
            return double.IsFinite(merit) ? merit : double.NaN;
        }

        public double Rounding(double[] u) => At(u) is { } here ? Objective.Norm([.. block.Equations.Select(e => here.Rounding.Residual[e])]) : double.NaN;

        public Vector<double> Residual(double[] u)
        {
            Evaluation? here = At(u);
            return Vector<double>.Build.Dense(Count, i => here?.Residual[block.Equations[i]] ?? double.NaN);
        }

        public Matrix<double> Jacobian(double[] u)
        {
            if (At(u) is not { } here)
            {
                return Matrix<double>.Build.Dense(Count, Count, double.NaN);
            }

            double[,] change = problem.Coordinates.Jacobian(_whole);
            Matrix<double> jacobian = Matrix<double>.Build.Dense(Count, Count);
            double[] direction = new double[_whole.Length];
            double[] column = new double[_whole.Length];
            for (int j = 0; j < Count; j++)
            {
                int unknown = block.Unknowns[j];
                direction[unknown] = change[unknown, unknown];
                here.HessianVectorProduct(direction, column);
                direction[unknown] = 0;
                for (int i = 0; i < Count; i++)
                {
                    jacobian[i, j] = column[block.Equations[i]];
                }
            }

            return jacobian;
        }

        private Evaluation? At(double[] u)
        {
            Place(u);
            return problem.At(_whole);
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
