using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Pictures;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Draws a layer that is given.</summary>
internal static class DrawCommand
{
    private const string Summary = "Draw the cells of a layer, or how far an input is from the walls of its rows.";

    private const string Details = """
        cells    a plane through two inputs, cut by the walls of the rows, exactly; each region has the colour of its number of active rows, warm ones have fewer than
                 there are inputs, so that the layer is not injective there. The other inputs are as in --at. At most 200 rows.
        sphere   of three inputs: active rows on the sphere, from in front and from behind, sampled
        margins  the signed distance of --at to the wall of each row; positive where the row is active

        Examples:
          relu-injectivity draw weights.npy -o cells.svg
          relu-injectivity draw weights.npy -o plane.png --inputs 3,5 --at 0,0,1,0,0 --radius 2
          relu-injectivity draw weights.npy -o margins.svg --show margins --at 1,2
        """;

    private static readonly string[] Kinds = ["cells", "sphere", "margins"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> weights = LayerArguments.Weights();
        Option<string?> bias = LayerArguments.Bias();
        Option<string> output = new("--output", "-o") { Description = "The picture, .svg or .png", HelpName = "FILE", Required = true };
        Option<string> show = new("--show") { Description = "What is drawn", HelpName = string.Join('|', Kinds), DefaultValueFactory = static _ => Kinds[0] };
        Option<string> inputs = new("--inputs") { Description = "Of cells, the inputs to the right and upwards, counted from 1", HelpName = "I,J", DefaultValueFactory = static _ => "1,2" };
        Option<string?> at = new("--at") { Description = "An input: the middle of the plane, or that of margins [default: 0]", HelpName = "X1,X2,..." };
        Option<string> radius = new("--radius") { Description = "How far the plane goes to each side, in the units of the inputs", HelpName = "R", DefaultValueFactory = static _ => "1" };
        Option<string> header = LayerArguments.Header();
        Option<string?> shape = NetworkSource.InputShape();
        Command command = new DocumentedCommand("draw", Summary, Details) { weights, bias, output, show, inputs, at, radius, shape, header };
        command.SetAction(parsed =>
        {
            PictureFile.Require(output.Name, parsed.GetRequiredValue(output));
            string wanted = Choice.Parse(show.Name, parsed.GetRequiredValue(show), Kinds);
            double reach = NumberArgument.Parse(radius.Name, parsed.GetRequiredValue(radius));
            if (reach <= 0)
            {
                throw new BadArgumentException($"--radius: {parsed.GetValue(radius)} is not above 0");
            }

            TextHeader titles = LayerArguments.ParseHeader(parsed.GetRequiredValue(header));
            Layer layer = FileReading.Within(titles, parsed.GetValue(shape), null, how => LayerArguments.Load(parsed.GetRequiredValue(weights), parsed.GetValue(bias), how), around);
            double[] middle = Middle(parsed.GetValue(at), layer);
            Func<Plot> plot = wanted switch
            {
                "cells" => Cells(layer, parsed.GetRequiredValue(inputs), middle, reach),
                "sphere" => layer.Inputs == 3 ? () => LayerPlots.Sphere(layer) : throw new BadArgumentException($"--show: a sphere is of three inputs, the layer has {layer.Inputs}; cells shows a plane of them"),
                _ => () => LayerPlots.Margins(layer, middle),
            };
            return PictureFile.Write(around, output.Name, parsed.GetRequiredValue(output), plot) ? ExitCode.Success : ExitCode.NotSolved;
        });
        return command;
    }

    private static Func<Plot> Cells(Layer layer, string typed, double[] middle, double reach)
    {
        int[] axes = [.. typed.Split(',').Select(static p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int i) ? i : 0)];
        if (axes.Length != 2 || axes[0] == axes[1] || axes.Any(i => i < 1 || i > layer.Inputs))
        {
            throw new BadArgumentException($"--inputs: '{typed}' is not two of the {layer.Inputs} inputs; write them like 1,2");
        }

        return layer.Outputs <= LayerPlots.MostRows ? () => LayerPlots.Plane(layer, axes[0] - 1, axes[1] - 1, middle, reach)
            : throw new BadArgumentException($"--show: the layer has {layer.Outputs} rows, cells are drawn of at most {LayerPlots.MostRows}");
    }

    private static double[] Middle(string? typed, Layer layer)
    {
        double[] middle = typed is null ? new double[layer.Inputs] : [.. typed.Split(',').Select(static p => NumberArgument.Parse("--at", p))];
        return middle.Length == layer.Inputs ? middle : throw new BadArgumentException($"--at: {middle.Length} numbers for {layer.Inputs} inputs");
    }
}
