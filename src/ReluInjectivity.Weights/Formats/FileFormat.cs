namespace ReluInjectivity.Weights.Formats;

/// <summary>The formats read.</summary>
internal enum FileFormat
{
    Text,
    Npy,
    Npz,
    Safetensors,
    Onnx,
}
