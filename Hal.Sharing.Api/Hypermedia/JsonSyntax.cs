using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Explains the first syntax error of a body that is not a JSON text (RFC 8259) to the client. The messages of System.Text.Json explain
/// it to the developer of a server.
/// </summary>
internal ref struct JsonSyntax
{
    public const int MaxDepth = 32;

    private const string Comment = "JSON does not allow comments; remove the comment.";

    private static readonly Regex Number = new(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.NonBacktracking);
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/bfnrt"u8);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ReadOnlySpan<byte> _body;
    private readonly Stack<char> _open = new();
    private int _at;

    private JsonSyntax(ReadOnlySpan<byte> body) => _body = body;

    private readonly bool IsAtEnd => _at == _body.Length;

    /// <summary>Returns the offset of the error in bytes, and what is wrong there, with line and byte, both counted from 1.</summary>
    /// <param name="body">UTF-8 without a byte order mark, which System.Text.Json could not read.</param>
    public static (int Offset, string Detail) Explain(ReadOnlySpan<byte> body)
    {
        var syntax = new JsonSyntax(body);
        var detail = "it cannot be read.";
        try
        {
            syntax.ReadText();
        }
        catch (FormatException error)
        {
            detail = error.Message;
        }
        var before = body[..syntax._at];
        var (line, position) = (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
        return (syntax._at, $"line {line}, byte {position}: {detail}");
    }

    private void ReadText()
    {
        ReadValue("a value");
        SkipSpace();
        if (!IsAtEnd)
            throw new FormatException(IsComment ? Comment : "The body continues after the JSON value; send one value.");
    }

    private void ReadValue(string expected)
    {
        var first = Peek();
        if (first == '{')
            ReadItems('}', "a property name in double quotes");
        else if (first == '[')
            ReadItems(']', "a value");
        else if (first == '"')
            ReadString();
        else if (first is '-' or (>= '0' and <= '9'))
            ReadNumber();
        else
            ReadLiteral(expected);
    }

    private void ReadItems(char end, string item)
    {
        if (_open.Count == MaxDepth)
            throw new FormatException($"Values are nested more than {MaxDepth} deep; send a flatter document.");
        _open.Push(end);
        _at++;
        if (Peek() != end)
            ReadItem(end, $"{item} or '{end}'");
        while (Peek() != end)
        {
            Expect(',', $"',' or '{end}'");
            if (Peek() == end)
                throw new FormatException($"There is a comma before '{end}'; leave it out.");
            ReadItem(end, item);
        }
        _open.Pop();
        _at++;
    }

    private void ReadItem(char end, string expected)
    {
        if (end == '}')
        {
            if (Peek() != '"')
                throw Unexpected(expected);
            ReadString();
            Expect(':', "':'");
            expected = "a value";
        }
        ReadValue(expected);
    }

    private void ReadString()
    {
        for (_at++; !IsAtEnd && _body[_at] != '"'; _at++)
        {
            if (_body[_at] < ' ')
                throw new FormatException($"A string has the control character U+{_body[_at]:X4}; escape it.");
            if (_body[_at] == '\\')
                ReadEscape();
        }
        if (IsAtEnd)
            throw new FormatException("The body ends before the string is complete.");
        _at++;
    }

    private void ReadEscape()
    {
        var escape = _body[(_at + 1)..];
        var isUnicode = escape is [(byte)'u', ..];
        var digits = isUnicode ? escape[1..Math.Min(escape.Length, 5)] : [];
        if (digits.ContainsAnyExcept(HexDigits) || (!isUnicode && escape is [var letter, ..] && !Escapes.Contains(letter)))
            throw new FormatException(@"A string has an invalid escape sequence; write \\ for a backslash.");
        _at += Math.Min(escape.Length, 1) + digits.Length;
    }

    private void ReadNumber()
    {
        var rest = _body[_at..];
        var length = rest.IndexOfAnyExcept(NumberCharacters) is >= 0 and var end ? end : rest.Length;
        var isNumber = Number.IsMatch(Encoding.ASCII.GetString(rest[..length]));
        if (!isNumber && length < rest.Length)
            throw new FormatException("The number is not written as JSON requires.");
        _at += length;
        if (!isNumber)
            throw EndsEarly();
    }

    private void ReadLiteral(string expected)
    {
        ReadOnlySpan<byte> literal = Peek() switch
        {
            't' => "true"u8,
            'f' => "false"u8,
            'n' => "null"u8,
            _ => throw Unexpected(expected),
        };
        var rest = _body[_at..];
        var length = Math.Min(literal.Length, rest.Length);
        if (!rest.StartsWith(literal[..length]))
            throw Unexpected(expected);
        _at += length;
        if (length < literal.Length)
            throw EndsEarly();
    }

    private void Expect(char letter, string expected)
    {
        if (Peek() != letter)
            throw Unexpected(expected);
        _at++;
    }

    /// <summary>Skips white space and returns the next byte.</summary>
    private char Peek()
    {
        SkipSpace();
        return IsAtEnd ? throw EndsEarly() : (char)_body[_at];
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && _body[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    private readonly bool IsComment => _body[_at..] is [(byte)'/', (byte)'/' or (byte)'*', ..];

    private readonly FormatException EndsEarly() => new(_open.TryPeek(out var end)
        ? $"The body ends before the {(end == '}' ? "object" : "array")} is complete."
        : "The body ends before the value is complete.");

    private readonly FormatException Unexpected(string expected) =>
        new(IsComment ? Comment : $"Unexpected {Shown()}; expected {expected}.");

    private readonly string Shown()
    {
        Rune.DecodeFromUtf8(_body[_at..], out var letter, out _);
        return Rune.IsLetterOrDigit(letter) || Rune.IsPunctuation(letter) || Rune.IsSymbol(letter)
            ? $"'{letter}'"
            : $"U+{letter.Value:X4}";
    }
}
