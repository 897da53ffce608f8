using System.Buffers.Binary;
using System.Text;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>One message of Protocol Buffers, read without its schema: the values of each field number, in their order.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _values = [];

    private WireMessage()
    {
    }

    public static WireMessage Read(ReadOnlyMemory<byte> bytes)
    {
        var message = new WireMessage();
        while (!bytes.IsEmpty)
        {
            var key = Varint(ref bytes);
            var field = (int)(key >> 3);
            message._values.Add((key & 7) switch
            {
                0 => (field, Varint(ref bytes), default),
                1 => (field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => (field, 0, Take(ref bytes, (int)Varint(ref bytes))),
                5 => (field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                var type => throw new InvalidDataException($"Wire type {type}."),
            });
        }
        return message;
    }

    public IEnumerable<WireMessage> Messages(int field) => All(field).Select(value => Read(value.Bytes));

    /// <summary>Returns the field of the only submessage, or of an empty one.</summary>
    public WireMessage Message(int field) => Messages(field).FirstOrDefault() ?? new WireMessage();

    public string Text(int field) => Encoding.UTF8.GetString(All(field).FirstOrDefault().Bytes.Span);

    public string Hex(int field) => Convert.ToHexStringLower(All(field).FirstOrDefault().Bytes.Span);

    public ulong Number(int field) => All(field).FirstOrDefault().Number;

    public bool Has(int field) => All(field).Any();

    private IEnumerable<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> All(int field) =>
        _values.Where(value => value.Field == field);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int length)
    {
        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
            shift += 7;
        }
    }
}
