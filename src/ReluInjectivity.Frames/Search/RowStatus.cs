namespace ReluInjectivity.Frames.Search;

/// <summary>What a cell asks of a row.</summary>
internal enum RowStatus : sbyte
{
    /// <summary>To be inactive, unless no point of the cell allows that.</summary>
    InactiveWherePossible = 0,

    /// <summary>To be active: its value is positive.</summary>
    Active = 1,

    /// <summary>To be inactive: its value is negative.</summary>
    Inactive = -1,

    /// <summary>Nothing: it may be on either side.</summary>
    Either = 2,
}
