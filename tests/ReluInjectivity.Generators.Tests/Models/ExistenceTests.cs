using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>
/// Where there is no value a result says what part of the equations has none: an average by the bound at which it ceases to exist, known from E exp(a z^2 + b z) =
/// exp(b^2/(2 - 4 a))/sqrt(1 - 2 a) and E exp(a u w) = 1/sqrt(1 - a^2), the rest as the file writes it. Branches not taken are not blamed.
/// </summary>
public sealed class ExistenceTests
{
    [Theory]
    [InlineData("given a = 0.6 in (0, inf)\nminimise v = x^2 + E(z, exp(a*z^2))", "an expectation, which does not exist for a >= 1/2")]
    [InlineData("given a = -4 in (-inf, inf)\nminimise v = x^2 + E(z, exp(-3*z^2 - 2*a*z^2 + x*z))", "an expectation, which does not exist for a <= -7/4")]
    [InlineData("given a = 1\ngiven b = 3\nminimise v = (x - 2)^2*E(z, exp(a*b*z^2 + z))", "an expectation, which does not exist where 1 - 2*a*b <= 0")]
    [InlineData("given a = 1.5 in (0, inf)\nminimise v = x^2 + E(u, E(w, exp(a*u*w)))", "an expectation, which does not exist where 1 - a^2 <= 0")]
    [InlineData("given a = -1\nminimise v = x^2 + log(a - x)", "log(a - x)")]
    [InlineData("minimise v = x^2 + sqrt(x^2 - 2)", "sqrt(x^2 - 2)")]
    [InlineData("given a = -2\nminimise v = x + 1/x + (a - x)^(3/2)", "(a - x)^(3/2)")]
    [InlineData("given a = 0\nminimise v = x^2 + 1/a", "1/a")]
    [InlineData("given a = -2\nlet inner = sqrt(a)\nminimise v = x^2 + inner", "inner")]
    [InlineData("given a = -2\nminimise v = piecewise(x < 2: x^2; else: log(x - 5)) + log(a)", "log(a)")]
    public void WhatHasNoValue_IsNamed(string lines, string named)
    {
        SolveResult result = new TestedModel($"model none \"No value\"\nunknown x in (0, 1)\n{lines}\n").Attempt("v");
        Assert.Equal((SolveStatus.NonFinite, "the first quantity that is not finite is " + named), (result.Status, result.Message));
    }

    [Theory]
    [InlineData("given a = 0.6 in (0, inf)\nequation x = E(z, exp(a*z^2))", "an expectation, which does not exist for a >= 1/2")]
    [InlineData("given a = 2\nequation x = log(x - a)", "log(x - a)")]
    public void EquationsWithoutValue_AreToldAlike(string lines, string named)
    {
        SolveResult result = new TestedModel($"model none \"No value\"\nunknown x in (0, 1)\n{lines}\nsolve x\n").Attempt("x");
        Assert.Equal(SolveStatus.NonFinite, result.Status);
        Assert.Matches("^for x: no value at any of [0-9]+ points of .*; not finite: the first quantity without a value is ", result.Message);
        Assert.EndsWith(named, result.Message, StringComparison.Ordinal);
    }
}
