using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/ReluInjectivity.Benchmarks -- --filter '*Solve*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
