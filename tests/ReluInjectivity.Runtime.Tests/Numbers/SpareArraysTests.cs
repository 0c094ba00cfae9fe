using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Tests.Numbers;

/// <summary>Arrays handed from one kernel to the next: long enough, never to two at a time.</summary>
public sealed class SpareArraysTests
{
    [Fact]
    public void Arrays_AreLongEnough_AndBelongToOneAtATime()
    {
        var random = new Random(8);
        var held = new List<double[]>();
        for (int run = 0; run < 20_000; run++)
        {
            if (held.Count > 0 && random.Next(3) == 0)
            {
                int index = random.Next(held.Count);
                double[] given = held[index];
                held.RemoveAt(index);
                SpareArrays.Return(ref given);
                Assert.Empty(given);
                continue;
            }

            int count = 1 + random.Next(random.Next(2) == 0 ? 20 : 3000);
            double[] array = [];
            SpareArrays.Grow(ref array, count);
            Assert.InRange(array.Length, count, Math.Max(4, 5 * count / 4));
            Assert.DoesNotContain(held, h => ReferenceEquals(h, array));
            held.Add(array);
            if (held.Count > 50)
            {
                held.Clear();
            }
        }
    }

    [Fact]
    public void WhatIsLongEnough_Stays()
    {
        double[] array = [];
        SpareArrays.Grow(ref array, 10);
        double[] before = array;
        array[3] = 7;
        SpareArrays.Grow(ref array, 5);
        Assert.Same(before, array);
        Assert.Equal(7, array[3]);
    }
}
