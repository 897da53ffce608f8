using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Explains the first syntax error of a body that is no JSON text (RFC 8259), in words of the API: messages of a library are meant for
/// those who call the library.
/// </summary>
internal ref struct JsonSyntax
{
    public const int MaxDepth = 32;

    private const string Comment = "JSON has no comments; leave it out.";

    private static readonly Regex Number = new(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.NonBacktracking);
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/bfnrt"u8);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ReadOnlySpan<byte> _body;
    private readonly Stack<byte> _open = new();
    private int _at;

    private JsonSyntax(ReadOnlySpan<byte> body) => _body = body;

    /// <summary>Returns the offset of the error in bytes, and what is wrong there; null where there is no error.</summary>
    /// <param name="body">UTF-8 without a byte order mark.</param>
    public static (int Offset, string Detail)? Find(ReadOnlySpan<byte> body)
    {
        var syntax = new JsonSyntax(body);
        return syntax.ReadText() is { } detail ? (syntax._at, detail) : null;
    }

    /// <summary>Returns the line and the byte in it, both from 1.</summary>
    public static (int Line, int Byte) Place(ReadOnlySpan<byte> body, int offset)
    {
        var before = body[..offset];
        return (before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }

    private readonly bool IsAtEnd => _at == _body.Length;

    private string? ReadText()
    {
        if (ReadValue("a value is") is { } fault)
            return fault;
        SkipSpace();
        return IsAtEnd ? null : IsComment ? Comment : "More follows after the end of the value; send one value.";
    }

    private string? ReadValue(string expected)
    {
        SkipSpace();
        if (IsAtEnd)
            return EndsEarly();
        return _body[_at] switch
        {
            (byte)'{' => ReadItems((byte)'}', "a property name in double quotes"),
            (byte)'[' => ReadItems((byte)']', "a value"),
            (byte)'"' => ReadString(),
            (byte)'-' or >= (byte)'0' and <= (byte)'9' => ReadNumber(),
            (byte)'t' => ReadLiteral("true"u8, expected),
            (byte)'f' => ReadLiteral("false"u8, expected),
            (byte)'n' => ReadLiteral("null"u8, expected),
            _ => Unexpected(expected),
        };
    }

    private string? ReadItems(byte end, string item)
    {
        if (_open.Count == MaxDepth)
            return $"Values are nested more than {MaxDepth} deep; send a flatter document.";
        _open.Push(end);
        _at++;
        SkipSpace();
        for (var isFirst = true; IsAtEnd || _body[_at] != end; isFirst = false)
        {
            var expected = isFirst ? $"{item} or '{(char)end}' is" : $"{item} is";
            if ((end == '}' ? ReadProperty(expected) : ReadValue(expected)) is { } fault)
                return fault;
            SkipSpace();
            if (IsAtEnd)
                return EndsEarly();
            if (_body[_at] == end)
                break;
            if (_body[_at] != ',')
                return Unexpected($"',' or '{(char)end}' is");
            _at++;
            SkipSpace();
            if (!IsAtEnd && _body[_at] == end)
                return $"There is a comma before '{(char)end}'; leave it out.";
        }
        _open.Pop();
        _at++;
        return null;
    }

    private string? ReadProperty(string expected)
    {
        SkipSpace();
        if (IsAtEnd)
            return EndsEarly();
        if (_body[_at] != '"')
            return Unexpected(expected);
        if (ReadString() is { } fault)
            return fault;
        SkipSpace();
        if (IsAtEnd)
            return EndsEarly();
        if (_body[_at] != ':')
            return Unexpected("':' is");
        _at++;
        return ReadValue("a value is");
    }

    private string? ReadString()
    {
        for (_at++; !IsAtEnd && _body[_at] != '"'; _at++)
        {
            if (_body[_at] < ' ')
                return $"A string has the control character U+{_body[_at]:X4}; escape it.";
            if (_body[_at] != '\\')
                continue;
            var escape = _body[(_at + 1)..];
            var isUnicode = escape is [(byte)'u', ..];
            var digits = isUnicode ? escape[1..Math.Min(escape.Length, 5)] : [];
            if (digits.ContainsAnyExcept(HexDigits) || (!isUnicode && escape is [var letter, ..] && !Escapes.Contains(letter)))
                return @"A string has a backslash without an escape that JSON knows; write \\ for a backslash.";
            _at += Math.Min(escape.Length, 1) + digits.Length;
        }
        if (IsAtEnd)
            return "The body ends before the string is complete.";
        _at++;
        return null;
    }

    private string? ReadNumber()
    {
        var rest = _body[_at..];
        var length = rest.IndexOfAnyExcept(NumberCharacters);
        var isLast = length < 0;
        length = isLast ? rest.Length : length;
        if (Number.IsMatch(Encoding.ASCII.GetString(rest[..length])))
        {
            _at += length;
            return null;
        }
        if (!isLast)
            return "The number is not written as JSON has it.";
        _at = _body.Length;
        return EndsEarly();
    }

    private string? ReadLiteral(ReadOnlySpan<byte> literal, string expected)
    {
        var rest = _body[_at..];
        if (!rest.StartsWith(literal) && !literal.StartsWith(rest))
            return Unexpected(expected);
        _at += Math.Min(rest.Length, literal.Length);
        return rest.Length < literal.Length ? EndsEarly() : null;
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && _body[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    private readonly bool IsComment => _body[_at..] is [(byte)'/', (byte)'/' or (byte)'*', ..];

    private readonly string EndsEarly() => !_open.TryPeek(out var end)
        ? "The body ends before the value is complete."
        : $"The body ends before the {(end == '}' ? "object" : "array")} is complete.";

    private readonly string Unexpected(string expected) => IsComment ? Comment : $"{Shown()} is not expected; {expected}.";

    private readonly string Shown()
    {
        Rune.DecodeFromUtf8(_body[_at..], out var letter, out _);
        return Rune.IsLetterOrDigit(letter) || Rune.IsPunctuation(letter) || Rune.IsSymbol(letter) ? $"'{letter}'" : $"U+{letter.Value:X4}";
    }
}
