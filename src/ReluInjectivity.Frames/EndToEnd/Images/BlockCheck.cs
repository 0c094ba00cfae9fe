using System.Globalization;
using System.Text;

namespace ReluInjectivity.Frames.EndToEnd.Images;

/// <summary>
/// Decides a large convolution by blocks: the outputs that see the same places are a layer of these places' numbers alone. Where it is injective they are determined, and
/// where no other output sees them what it confuses the whole confuses. Blocks that look alike are asked once.
/// </summary>
internal sealed class BlockCheck(ImageRows image, Domain domain, bool isWholeDomain, CheckOptions options, CancellationToken ct)
{
    // A layer of this size is checked in seconds where it can be decided at all.
    private const long MostEntries = 1L << 20;
    private readonly Dictionary<string, Verdict> _known = new(StringComparer.Ordinal);

    /// <summary>The verdict on the whole, with its reason; undecided where the blocks leave it open.</summary>
    public (Verdict Verdict, string Reason) Run()
    {
        bool[] determined = new bool[image.Places];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, image.OutputPlaces).GroupBy(Support, StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            int[] outputs = [.. group];
            int[] places = [.. image.Seen(outputs[0]).Select(one => one.Place).Distinct().Order()];
            if (places.Length == 0 || Array.TrueForAll(places, place => determined[place]))
            {
                continue;
            }

            Verdict verdict = Of(outputs, places);
            if (verdict is Verdict.NotInjective && isWholeDomain && Array.TrueForAll(places, place => image.Touching[place].Count == outputs.Length))
            {
                return (verdict, string.Create(CultureInfo.InvariantCulture, $"the {outputs.Length * image.Shape.OutputChannels} outputs that see place {places[0]} of the input confuse two inputs"));
            }

            foreach (int place in verdict is Verdict.Injective ? places : [])
            {
                determined[place] = true;
            }
        }

        return Array.TrueForAll(determined, known => known)
            ? (Verdict.Injective, "outputs that see the same places determine these, and together all of the input")
            : (Verdict.Undecided, "outputs that see the same places do not determine them");
    }

    private string Support(int output) => string.Join(' ', image.Seen(output).Select(one => one.Place).Distinct().Order());

    private Verdict Of(int[] outputs, int[] places)
    {
        StringBuilder key = new();
        foreach (int output in outputs)
        {
            foreach ((int place, int point) in image.Seen(output))
            {
                key.Append(CultureInfo.InvariantCulture, $"{Array.BinarySearch(places, place)}:{point} ");
            }

            key.Append('|');
        }

        string look = key.ToString();
        if (!_known.TryGetValue(look, out Verdict verdict))
        {
            _known[look] = verdict = Asked(outputs, places);
        }

        return verdict;
    }

    private Verdict Asked(int[] outputs, int[] places)
    {
        long rows = (long)outputs.Length * image.Shape.OutputChannels;
        long columns = (long)places.Length * image.Shape.InputChannels;
        if (rows * columns > MostEntries)
        {
            return Verdict.Undecided;
        }

        Layer layer = image.Part(outputs, places);
        return image.Stage.HasReLU ? InjectivityCheck.Run(layer, domain, options, ct).Verdict : AffineCheck.Columns(layer, domain, options, ct).Verdict;
    }
}
