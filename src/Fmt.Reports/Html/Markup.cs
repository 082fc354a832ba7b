using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fmt.Reports.Html;

/// <summary>HTML under construction. Whatever stands in the holes of an interpolated string is escaped, unless it is itself <see cref="Markup"/>.</summary>
/// <remarks>Escaping is the default because names of networks, layers and classes come from files that others wrote.</remarks>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    public static Markup Of(ref Piece piece) => piece.Target;

    /// <summary>Text that is markup already and was made by this program, such as a chart.</summary>
    public static Markup Trusted(string markup)
    {
        var made = new Markup();
        made._text.Append(markup);
        return made;
    }

    public Markup Add([InterpolatedStringHandlerArgument("")] ref Piece piece) => this;

    public Markup Add(Markup markup)
    {
        _text.Append(markup._text);
        return this;
    }

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    internal readonly ref struct Piece
    {
        public Piece(int literalLength, int holes)
            : this(literalLength, holes, new Markup())
        {
        }

        public Piece(int literalLength, int holes, Markup target)
        {
            Target = target;
            target._text.EnsureCapacity(target._text.Length + literalLength + 16 * holes);
        }

        public Markup Target { get; }

        public void AppendLiteral(string literal) => Target._text.Append(literal);

        public void AppendFormatted(string? text) => Target._text.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted(int number) => Target._text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Markup markup) => Target._text.Append(markup._text);
    }
}
