using System.CommandLine;
using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Frames;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>The arguments that name a layer and a domain. Files of several arrays take one as FILE#NAME.</summary>
internal static class LayerArguments
{
    /// <summary>The weights.</summary>
    public static Argument<string> Weights() => new("WEIGHTS")
    {
        Description = "W, outputs x inputs: a .npy, .npz, .safetensors, .onnx, .csv, .tsv or .txt file; FILE#NAME for a layer of a model, FILE#tensor:NAME for a stored array",
    };

    /// <summary>The bias.</summary>
    public static Option<string?> Bias() => new("--bias")
    {
        Description = "b of ReLU(Wx + b), PyTorch's sign; frame theory's alpha is -b [default: none]",
        HelpName = "FILE",
    };

    /// <summary>The domain.</summary>
    public static Option<string> DomainOption() => new("--domain")
    {
        Description = $"The inputs that count: {Domain.Forms}",
        HelpName = "DOMAIN",
        DefaultValueFactory = _ => "rn",
    };

    /// <summary>The bounds of each input.</summary>
    public static Option<string?> Bounds() => new("--bounds")
    {
        Description = "The bounds of each input in place of --domain: a file of LOWER,UPPER a line (inf, -inf or nothing for none), or the input constraints of a .vnnlib file, also inequalities of several inputs",
        HelpName = "FILE",
    };

    /// <summary>Reads the domain, from a file of bounds if there is one.</summary>
    /// <param name="typed">--domain.</param>
    /// <param name="bounds">--bounds.</param>
    /// <param name="header">Whether a text file begins with titles.</param>
    /// <param name="refusal">Why inequalities of several inputs are not taken; null where they are.</param>
    public static Domain ParseDomain(string typed, string? bounds, TextHeader header, string? refusal = null) =>
        bounds is null ? ParseDomain(typed)
        : typed is "rn" ? BoundsFile.Read(bounds, header, refusal)
        : throw new BadArgumentException("--bounds: give either --domain or --bounds");

    /// <summary>Requires a bound for each input.</summary>
    public static Layer Fitting(Layer layer, Domain domain) => domain.Inputs is { } bounded && bounded != layer.Inputs
        ? throw new BadArgumentException($"--bounds: there are bounds of {bounded} inputs, the layer has {layer.Inputs}")
        : layer;

    /// <summary>The time limit.</summary>
    public static Option<string> TimeLimit() => new("--time-limit")
    {
        Description = "Seconds until what is not done is left undecided, reading included, or none",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => "60",
    };

    /// <summary>The tolerance for parallel rows.</summary>
    public static Option<string?> ParallelTolerance() => new("--parallel-tolerance")
    {
        Description = "Relative difference up to which rows are taken as parallel; 0 takes the matrix literally [default: 4E-15]",
        HelpName = "TOLERANCE",
    };

    /// <summary>The threads.</summary>
    public static Option<int?> Threads() => new("--threads") { Description = "Threads that search; the result is the same [default: all]", HelpName = "COUNT" };

    /// <summary>Whether text files begin with titles.</summary>
    public static Option<string> Header() => new("--header")
    {
        Description = "Whether text files begin with a line of column titles; auto: where every title is text, and a line of doubt is an error",
        HelpName = "yes|no|auto",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>Reads what was typed for <see cref="Header"/>.</summary>
    public static TextHeader ParseHeader(string typed) => Choice.Parse("--header", typed, "yes", "no", "auto") switch
    {
        "yes" => TextHeader.Yes,
        "no" => TextHeader.No,
        _ => TextHeader.Auto,
    };

    /// <summary>Whether a file of another kind is replaced.</summary>
    public static Option<bool> Force() => new("--force") { Description = "Replace a file that holds something else than this command writes" };

    /// <summary>Reads a layer.</summary>
    /// <param name="weights">WEIGHTS.</param>
    /// <param name="bias">--bias.</param>
    /// <param name="how">How files are read.</param>
    /// <param name="read">The stages of the graph, where it was read before.</param>
    /// <exception cref="BadArgumentException">The shapes do not fit.</exception>
    /// <exception cref="WeightFileException">A file cannot be read.</exception>
    public static Layer Load(string weights, string? bias, FileReading how, IReadOnlyList<Stage>? read = null)
    {
        (Layer layer, Stage? convolution) = Given(weights, bias, how, read);
        if (convolution?.AsMatrix() is { } whole)
        {
            return whole.Layer;
        }

        if (convolution?.Convolution is { IsTransposed: true })
        {
            throw new BadArgumentException($"WEIGHTS: the transposed convolution '{weights}' is too large to be written out as a matrix, or its input's size is not known (--input-shape)");
        }

        if (convolution is not null)
        {
            how.Notes?.WriteLine("note: the layer is a convolution of unknown input size, or too large to be written out: what follows is of its kernels on one patch, as a layer of their own");
        }

        return layer;
    }

    /// <summary>Reads a layer; for a convolution its kernels on one patch, and its stage.</summary>
    /// <inheritdoc cref="Load"/>
    public static (Layer Layer, Stage? Convolution) Given(string weights, string? bias, FileReading how, IReadOnlyList<Stage>? read = null)
    {
        var named = NamedLayer.Read(weights, how, read);
        double[]? given = bias is null ? null : Vector(bias, how);
        if (given is not null && named.Bias is { } stored && stored.Any(b => b != 0) && !stored.AsSpan().SequenceEqual(given))
        {
            throw new BadArgumentException($"--bias: the layer '{weights}' has a bias of its own in the file; name its array as FILE#tensor:NAME to give it another");
        }

        Layer layer = Layer(named.Weight, given ?? named.Bias);
        return (layer, named.Convolution is { } stage ? stage with { Layer = layer } : null);
    }

    /// <summary>Reads a vector.</summary>
    public static double[] Vector(string typed, FileReading how)
    {
        (string path, string? name) = Split(typed);
        return WeightFile.ReadVector(path, NamedLayer.ArrayName(name), how.Header, how.Ct);
    }

    /// <summary>A layer from its parts.</summary>
    public static Layer Layer(Matrix<double> weights, IReadOnlyList<double>? bias)
    {
        try
        {
            return new Layer(weights, bias);
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException($"{(problem.ParamName is "bias" ? "--bias" : "WEIGHTS")}: {Sentence(problem)}", problem);
        }
    }

    /// <summary>An exception's message without the parameter's name.</summary>
    public static string Sentence(ArgumentException problem) => problem.Message.Split(" (Parameter", 2)[0];

    /// <summary>Reads the domain.</summary>
    public static Domain ParseDomain(string typed)
    {
        try
        {
            return Domain.Parse(typed);
        }
        catch (FormatException problem)
        {
            throw new BadArgumentException("--domain: " + problem.Message, problem);
        }
    }

    /// <summary>Options of a search.</summary>
    public static CheckOptions Options(CommandContext around, string timeLimit, string? parallelTolerance, int? threads)
    {
        double? seconds = timeLimit is "none" ? null : NumberArgument.Parse("--time-limit", timeLimit);
        if (seconds is <= 0 or > 1e9)
        {
            throw new BadArgumentException($"--time-limit: {timeLimit} is out of range; write a positive number of seconds, or none");
        }

        double tolerance = parallelTolerance is null ? CheckOptions.DefaultParallelTolerance : NumberArgument.Parse("--parallel-tolerance", parallelTolerance);
        if (tolerance is < 0 or > ReluInjectivity.Frames.Certificates.CertificateVerifier.LargestTolerance)
        {
            throw new BadArgumentException($"--parallel-tolerance: {parallelTolerance} is out of range; write a number from 0 to 1e-6");
        }

        if (threads is < 1)
        {
            throw new BadArgumentException($"--threads: {threads} is out of range; write a number of at least 1");
        }

        return new CheckOptions
        {
            TimeLimit = seconds is { } limit ? TimeSpan.FromSeconds(limit) : null,
            Since = System.Diagnostics.Stopwatch.GetTimestamp(),
            ParallelTolerance = tolerance,
            Threads = threads ?? Environment.ProcessorCount,
            MostInputsForCollision = 256,
            Progress = around.ErrorIsTerminal ? new WorkProgress() : null,
        };
    }

    /// <summary>FILE#NAME in its parts; a file whose own name has a # is taken whole.</summary>
    public static (string Path, string? Name) Split(string typed)
    {
        int at = typed.LastIndexOf('#');
        return at <= 0 || File.Exists(typed) ? (typed, null) : (typed[..at], typed[(at + 1)..]);
    }
}
