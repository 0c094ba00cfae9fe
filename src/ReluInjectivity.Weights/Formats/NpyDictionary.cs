using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>The three keys of a npy header.</summary>
/// <param name="Descr">Type of the elements.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">Extents.</param>
internal sealed record NpyDictionary(string Descr, bool FortranOrder, long[] Shape)
{
    /// <summary>Parses the Python literal that numpy writes, such as <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }</c>. Nothing is evaluated.</summary>
    /// <param name="text">The literal.</param>
    /// <param name="place">What errors name.</param>
    /// <param name="start">Bytes before the literal, for errors.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="WeightFileException">The text is another.</exception>
    public static NpyDictionary Parse(string text, Place place, int start)
    {
        Cursor cursor = new(text, place, start);
        string? descr = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        cursor.Expect('{');
        while (!cursor.TryTake('}'))
        {
            int at = cursor.At;
            string key = cursor.String();
            cursor.Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = cursor.Peek() == '['
                        ? throw cursor.Error("the array has fields (a structured type)", "save each field as an array of its own")
                        : cursor.String();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = cursor.Boolean();
                    break;
                case "shape" when shape is null:
                    shape = cursor.Tuple();
                    break;
                default:
                    throw cursor.Error("a key is unknown or stands twice", "a header has the keys 'descr', 'fortran_order' and 'shape'", at);
            }

            if (!cursor.TryTake(','))
            {
                cursor.Expect('}');
                break;
            }
        }

        cursor.ExpectEnd();
        return new NpyDictionary(
            descr ?? throw cursor.Error("the key 'descr' is missing", "it gives the type, such as '<f8'"),
            fortranOrder ?? throw cursor.Error("the key 'fortran_order' is missing", "it is True or False"),
            shape ?? throw cursor.Error("the key 'shape' is missing", "it gives the extents, such as (3, 4)"));
    }

    private sealed class Cursor(string text, Place place, int start)
    {
        public int At { get; private set; }

        public char Peek()
        {
            while (At < text.Length && text[At] is ' ' or '\n' or '\t')
            {
                At++;
            }

            return At < text.Length ? text[At] : '\0';
        }

        public bool TryTake(char c)
        {
            bool taken = Peek() == c && At < text.Length;
            At += taken ? 1 : 0;
            return taken;
        }

        public void Expect(char c)
        {
            if (!TryTake(c))
            {
                throw Error($"'{c}' is expected in the header", "write the file again with numpy.save");
            }
        }

        public void ExpectEnd()
        {
            Peek();
            if (At < text.Length)
            {
                throw Error("text follows the header's dictionary", "write the file again with numpy.save");
            }
        }

        public string String()
        {
            char quote = Peek();
            int end = quote is '\'' or '"' ? text.IndexOf(quote, At + 1) : -1;
            if (end < 0)
            {
                throw Error("a string in quotes is expected in the header", "write the file again with numpy.save");
            }

            string value = text[(At + 1)..end];
            At = end + 1;
            return value;
        }

        public bool Boolean()
        {
            Peek();
            foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
            {
                if (text.AsSpan(At).StartsWith(word, StringComparison.Ordinal))
                {
                    At += word.Length;
                    return value;
                }
            }

            throw Error("True or False is expected in the header", "write the file again with numpy.save");
        }

        public long[] Tuple()
        {
            List<long> extents = [];
            Expect('(');
            while (!TryTake(')'))
            {
                extents.Add(Integer());
                if (!TryTake(','))
                {
                    Expect(')');
                    break;
                }
            }

            return [.. extents];
        }

        public WeightFileException Error(string problem, string advice, int? at = null) => place.Error(SourceFile.Byte(start + (at ?? At)), problem, advice);

        private long Integer()
        {
            Peek();
            int begin = At;
            while (At < text.Length && char.IsAsciiDigit(text[At]))
            {
                At++;
            }

            if (!long.TryParse(text.AsSpan(begin, At - begin), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                throw Error("an extent is not an integer between 0 and 2^63 - 1", "write the file again with numpy.save", begin);
            }

            // Python 2 wrote 3L.
            TryTake('L');
            return value;
        }
    }
}
