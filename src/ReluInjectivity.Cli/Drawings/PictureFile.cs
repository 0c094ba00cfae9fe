using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Pictures;

namespace ReluInjectivity.Cli.Drawings;

/// <summary>The file of an argument such as <c>--plot</c>: its ending says whether it is SVG or PNG.</summary>
internal static class PictureFile
{
    /// <summary>Checks, before anything is solved, that the file can be written.</summary>
    /// <exception cref="BadArgumentException">Its ending is unknown, or there is no such folder.</exception>
    public static void Require(string argument, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (!IsSvg(path) && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadArgumentException($"{argument}: '{path}' ends neither in .svg nor in .png");
        }

        OutputFile.Require(argument, path);
    }

    /// <summary>Writes a picture; where nothing of it can be drawn, says so and leaves the file alone.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool Write(CommandContext around, string argument, string path, Func<Plot> plot)
    {
        Picture picture;
        try
        {
            picture = plot().Draw();
        }
        catch (ArgumentException e)
        {
            around.Error.WriteLine($"error: {argument}: {e.Message.Split(" (Parameter", StringSplitOptions.None)[0]}");
            return false;
        }

        if (IsSvg(path))
        {
            OutputFile.Place(path, picture.ToSvg());
        }
        else
        {
            OutputFile.Place(path, picture.ToPng());
        }

        return true;
    }

    private static bool IsSvg(string path) => path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
}
