namespace ReluInjectivity.Symbolics.Language;

/// <content>Bounds by other models.</content>
internal sealed partial class Parser
{
    private BoundSyntax ParseBound(Mark mark)
    {
        string name = ExpectName("the goal that is bounded");
        bool isUpper = Accept("<=");
        if (!isUpper)
        {
            Expect(">=", "expected '<=' or '>=' and the goal of another model: MODEL.NAME");
        }

        string model = ExpectName("the other model's name");
        Expect(".", $"expected '.' and a goal of {model}: {model}.NAME");
        string goal = ExpectName($"a goal of {model}");
        List<SettingSyntax> at = AcceptWord("at") ? ParseList(ParseSetting) : [];
        return new BoundSyntax(NewId(mark), name, isUpper, model, goal, at.ToEquatableArray());
    }
}
