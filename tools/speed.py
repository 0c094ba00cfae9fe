#!/usr/bin/env python3
"""Times this working tree beside an older commit, in pairs in one run, and prints one table. Python standard library, git and the .NET SDK.

    tools/speed.py [--base 45b0e80] [--runs 5] [--work DIR] [--levels 24]

Processes: processor time (user and system, of all cores) and largest memory, medians of runs taken in turn, base and this; the base as `dotnet build` makes
it, this as Native AOT, as ReadyToRun and as `dotnet build` makes it. In process: the least of several warm runs of tools/speed/Warm.cs, base and this in turn.
With --levels, single-layer is solved in process up to that level as well, from copies of both trees that declare it.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMMANDS = {
    "models": ["models"],
    "solve 1..4": ["solve", "single-layer", "--level", "1..4"],
    "solve 1..12": ["solve", "single-layer", "--level", "1..12"],
    "limit": ["limit", "single-layer"],
    "curve, 100 points, level 6": ["curve", "single-layer", "--over", "alpha=3:10:100", "--level", "6", "--format", "csv"],
    "depth-table": ["depth-table"],
    "depth-table partial": ["depth-table", "--lifting", "partial"],
    "depth-table full, 1..4": ["depth-table", "--lifting", "full", "--depth", "1..4"],
    "depth-table full, 1..6": ["depth-table", "--lifting", "full", "--depth", "1..6"],
}
PROJECT = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
<TieredCompilation>false</TieredCompilation><ConcurrentGarbageCollection>false</ConcurrentGarbageCollection><DefineConstants>$(DefineConstants);{symbol}</DefineConstants></PropertyGroup>
<ItemGroup><Compile Include="{source}" /><Reference Include="{folder}/ReluInjectivity.Runtime.dll" /><Reference Include="{folder}/ReluInjectivity.Equations.dll" />
<Reference Include="{folder}/MathNet.Numerics.dll" />{more}</ItemGroup></Project>
"""


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def tree(commit, folder, levels=None):
    """A copy of a commit, or of the working tree where that is None; with single-layer up to a level."""
    if not os.path.exists(folder):
        run("git", "clone", "-q", HERE, folder)
        if commit:
            run("git", "checkout", "-q", commit, cwd=folder)
        else:
            changed = subprocess.run(["git", "diff", "HEAD", "--binary"], cwd=HERE, capture_output=True, check=True).stdout
            if changed:
                subprocess.run(["git", "apply"], cwd=folder, input=changed, check=True)
        if levels:
            path = os.path.join(folder, "equations", "single-layer.eq")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(re.sub(r"(?m)^level( +)r = 1\.\.16", rf"level\1r = 1..{levels}", text))
    return folder


def build(folder):
    run("dotnet", "build", "src/ReluInjectivity.Cli", "-c", "Release", cwd=folder)
    found = [os.path.join(base, "relu-injectivity") for base, _, files in os.walk(folder) if "relu-injectivity" in files and "/bin/" in base + "/"]
    return max(found, key=os.path.getmtime)


def publish(folder, output, *options):
    run("dotnet", "publish", "src/ReluInjectivity.Cli", "-c", "Release", "-o", output, *options, cwd=folder)
    return os.path.join(output, "relu-injectivity")


def driver(name, program, work, symbol):
    folder = os.path.join(work, "warm-" + name)
    os.makedirs(folder, exist_ok=True)
    libraries = os.path.dirname(program)
    more = "".join(f'<Reference Include="{libraries}/{n}" />' for n in os.listdir(libraries) if n == "System.Numerics.Tensors.dll")
    with open(os.path.join(folder, "warm.csproj"), "w", encoding="utf-8") as file:
        file.write(PROJECT.format(symbol=symbol, source=os.path.join(HERE, "tools", "speed", "Warm.cs"), folder=libraries, more=more))
    run("dotnet", "build", "-c", "Release", "-o", os.path.join(folder, "out"), cwd=folder)
    return os.path.join(folder, "out", "warm")


def timed(command):
    """Processor seconds and largest memory in MiB; none where a commit has no such thing."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) == 2:
        return None
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def processes(programs, runs):
    print(f"\nprocessor seconds | MiB, medians of {runs}, and how many times less than the base\n")
    print(f"{'command':28}" + "".join(f"{name:>26}" for name in programs))
    for name, arguments in COMMANDS.items():
        seen = {p: [] for p in programs}
        for _ in range(runs):
            for program, path in programs.items():
                seen[program].append(timed([path, *arguments]))
        base = next(iter(seen.values()))
        cells = []
        for several in seen.values():
            if None in several:
                cells.append("refused")
                continue
            ratio = "" if None in base else f" ({statistics.median(b[0] / max(t[0], 1e-4) for b, t in zip(base, several)):.2f})"
            cells.append(f"{statistics.median(t[0] for t in several):.3f} | {statistics.median(t[1] for t in several):.0f}{ratio}")
        print(f"{name:28}" + "".join(f"{c:>26}" for c in cells), flush=True)


def warm(drivers, highest, runs):
    least, notes = {}, {}
    for _ in range(runs):
        for name, program in drivers.items():
            for line in run(program, str(highest)).splitlines():
                if line.startswith("#"):
                    notes.setdefault(name, [])
                    notes[name] = [n for n in notes[name] if n != line] + [line]
                else:
                    what, seconds = line.split("\t")
                    least.setdefault(what, {})[name] = min(float(seconds), least.get(what, {}).get(name, float("inf")))
    print(f"\nin process, warm: least processor milliseconds of {runs} processes\n")
    for what, by in least.items():
        times = f"   {by['base'] / by['this']:.2f} times" if len(by) == len(drivers) else ""
        print(f"{what:40}" + "".join(f"{1e3 * by[n]:>14.4f}" if n in by else f"{'none':>14}" for n in drivers) + times, flush=True)
    for name, lines in notes.items():
        print("\n".join(f"{name}: {line[2:]}" for line in lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="45b0e80", help="the commit to compare with")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", help="where the builds are; kept, and used again where they are there")
    parser.add_argument("--levels", type=int, help="the highest level in process, above 16")
    options = parser.parse_args()
    work = options.work or tempfile.mkdtemp(prefix="speed-")
    os.makedirs(work, exist_ok=True)
    print(f"builds in {work}; base {options.base}, this {run('git', 'describe', '--always', '--dirty', cwd=HERE).strip()}", flush=True)
    base, this = tree(options.base, os.path.join(work, "base")), tree(None, os.path.join(work, "this"))
    programs = {"base": build(base), "Native AOT": publish(this, os.path.join(work, "aot"), "-p:NativeAot=true"), "ReadyToRun": publish(this, os.path.join(work, "ready")), "build": build(this)}
    drivers = {"base": driver("base", programs["base"], work, "BASE"), "this": driver("this", programs["build"], work, "THIS")}
    processes(programs, options.runs)
    warm(drivers, 16, options.runs)
    if options.levels:
        far = {name: build(tree(commit, os.path.join(work, f"{name}-{options.levels}"), options.levels)) for name, commit in (("base", options.base), ("this", None))}
        warm({name: driver(f"{name}-{options.levels}", program, work, "BASE" if name == "base" else "THIS") for name, program in far.items()}, options.levels, max(1, options.runs // 2))


if __name__ == "__main__":
    main()
