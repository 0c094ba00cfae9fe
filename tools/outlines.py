#!/usr/bin/env python3
"""Writes the outlines of a TrueType font's glyphs as text, for ReluInjectivity.Pictures: python3 outlines.py DejaVuSans.ttf > outlines.txt

A line a glyph: its code point, its advance, and its contours, in units of 1/2048 em with y upwards: points x,y; one that ends in ~ is off the curve
(the control point of a quadratic Bezier curve). Contours are apart by |.
"""
import struct
import sys

WANTED = (list(range(0x20, 0x7F)) + list(range(0xA0, 0x100)) + list(range(0x391, 0x3CA)) + [0x3D1, 0x3D5]
          + [0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2032, 0x2202, 0x2208, 0x2211, 0x2212, 0x221A, 0x221E, 0x222B, 0x2248, 0x2260, 0x2264, 0x2265, 0x2192, 0x2113])


def main(path):
    data = open(path, "rb").read()
    tables = {}
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        tables[tag.decode()] = (offset, length)
    head, hhea, maxp = tables["head"][0], tables["hhea"][0], tables["maxp"][0]
    units = struct.unpack(">H", data[head + 18:head + 20])[0]
    assert units == 2048
    is_long = struct.unpack(">h", data[head + 50:head + 52])[0]
    count = struct.unpack(">H", data[maxp + 4:maxp + 6])[0]
    metrics = struct.unpack(">H", data[hhea + 34:hhea + 36])[0]
    loca = tables["loca"][0]
    at = struct.unpack(f">{count + 1}I", data[loca:loca + 4 * count + 4]) if is_long else [2 * v for v in struct.unpack(f">{count + 1}H", data[loca:loca + 2 * count + 2])]

    def advance(glyph):
        place = tables["hmtx"][0] + 4 * min(glyph, metrics - 1)
        return struct.unpack(">H", data[place:place + 2])[0]

    cmap = tables["cmap"][0]
    sub = next(cmap + offset for platform, encoding, offset in
               (struct.unpack(">HHI", data[cmap + 4 + 8 * i:cmap + 12 + 8 * i]) for i in range(struct.unpack(">H", data[cmap + 2:cmap + 4])[0]))
               if (platform, encoding) == (3, 1))
    segments = struct.unpack(">H", data[sub + 6:sub + 8])[0] // 2

    def words(place, form="H"):
        return struct.unpack(f">{segments}{form}", data[place:place + 2 * segments])

    ends, starts = words(sub + 14), words(sub + 16 + 2 * segments)
    deltas, ranges = words(sub + 16 + 4 * segments, "h"), words(sub + 16 + 6 * segments)

    def glyph_of(code):
        for i in range(segments):
            if starts[i] <= code <= ends[i]:
                if ranges[i] == 0:
                    return (code + deltas[i]) & 0xFFFF
                place = sub + 16 + 6 * segments + 2 * i + ranges[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", data[place:place + 2])[0]
                return (glyph + deltas[i]) & 0xFFFF if glyph else 0
        return 0

    def contours(glyph):
        start = tables["glyf"][0] + at[glyph]
        if at[glyph] == at[glyph + 1]:
            return []
        number = struct.unpack(">h", data[start:start + 2])[0]
        place = start + 10
        if number < 0:
            found = []
            while True:
                flags, part = struct.unpack(">HH", data[place:place + 4])
                place += 4
                dx, dy = struct.unpack(">hh", data[place:place + 4]) if flags & 1 else struct.unpack(">bb", data[place:place + 2])
                place += 4 if flags & 1 else 2
                a, b, c, d = 1.0, 0.0, 0.0, 1.0
                if flags & 8:
                    a = d = struct.unpack(">h", data[place:place + 2])[0] / 16384
                    place += 2
                elif flags & 0x40:
                    a, d = (v / 16384 for v in struct.unpack(">hh", data[place:place + 4]))
                    place += 4
                elif flags & 0x80:
                    a, b, c, d = (v / 16384 for v in struct.unpack(">hhhh", data[place:place + 8]))
                    place += 8
                found += [[(round(a * x + c * y + dx), round(b * x + d * y + dy), on) for x, y, on in contour] for contour in contours(part)]
                if not flags & 0x20:
                    return found
        last = struct.unpack(f">{number}H", data[place:place + 2 * number])
        place += 2 * number
        place += 2 + struct.unpack(">H", data[place:place + 2])[0]
        flags = []
        while len(flags) <= last[-1]:
            flag = data[place]
            place += 1
            repeat = 0
            if flag & 8:
                repeat = data[place]
                place += 1
            flags += [flag] * (repeat + 1)
        axes = []
        for short, same in ((2, 16), (4, 32)):
            value, values = 0, []
            for flag in flags:
                if flag & short:
                    value += data[place] if flag & same else -data[place]
                    place += 1
                elif not flag & same:
                    value += struct.unpack(">h", data[place:place + 2])[0]
                    place += 2
                values.append(value)
            axes.append(values)
        points = list(zip(axes[0], axes[1], [flag & 1 for flag in flags]))
        return [points[a:b + 1] for a, b in zip([0] + [v + 1 for v in last[:-1]], last)]

    for code in WANTED:
        glyph = glyph_of(code)
        if glyph:
            shape = "|".join(" ".join(f"{x},{y}{'' if on else '~'}" for x, y, on in contour) for contour in contours(glyph))
            print(f"{code:04X} {advance(glyph)} {shape}".rstrip())


main(sys.argv[1])
