using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;

namespace ReluInjectivity.Compilation;

/// <summary>
/// Assemblies of equation files, a file each, under a hash of all they are made from. A file is the hash of its content and the content; one that
/// does not agree with its hash is never loaded. Files are put in place whole, so any number of processes may share the folder. Whatever fails,
/// the cache is as if it were not there.
/// </summary>
public sealed class AssemblyCache
{
    /// <summary>The most bytes of all files together: 256 MiB. The oldest go first.</summary>
    public const long MostBytes = 256L << 20;

    private const string Suffix = ".assembly";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder;

    private AssemblyCache(string folder) => _folder = folder;

    /// <summary>The folder of this user: <c>$XDG_CACHE_HOME/relu-injectivity</c>, or <c>~/.cache/relu-injectivity</c>; null where there is no home.</summary>
    public static string? DefaultFolder()
    {
        const string Name = "relu-injectivity";
        if (OperatingSystem.IsWindows())
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return local.Length > 0 ? Path.Combine(local, Name) : null;
        }

        // A path that is not absolute is to be ignored, as the XDG base directory specification has it.
        string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string? home = Environment.GetEnvironmentVariable("HOME");
        return Path.IsPathRooted(caches) ? Path.Combine(caches, Name) : Path.IsPathRooted(home) ? Path.Combine(home, ".cache", Name) : null;
    }

    /// <summary>The cache in a folder, which is made; null where it cannot be used or others may write to it.</summary>
    internal static AssemblyCache? In(string? folder)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return new(folder);
            }

            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
                Directory.CreateDirectory(folder, Private);
            }

            // Only its owner can set a folder's mode, so this fails on another user's, but for root.
            UnixFileMode mode = File.GetUnixFileMode(folder);
            bool isTrusted = (mode | Private) == Private && new DirectoryInfo(folder).LinkTarget is null && !FolderOwner.IsAnother(folder);
            if (isTrusted)
            {
                File.SetUnixFileMode(folder, mode);
            }

            return isTrusted ? new(folder) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The hash of all that an assembly is made from: path, text, those of files included, members, and the modules of compiler, runtime and framework.</summary>
    internal static string Key(EquationText file, MemberBounds bounds)
    {
        Type[] makers = [typeof(Compiler), typeof(Generators.StepNames), typeof(IEquationSystem), typeof(AssemblyCache), typeof(object)];
        string[] parts =
        [
            file.Path, file.Text, .. file.Included().SelectMany(f => new[] { f.Path, f.Text }), string.Create(CultureInfo.InvariantCulture, $"{bounds.Level}/{bounds.Depth}"),
            .. makers.Select(t => t.Module.ModuleVersionId.ToString()),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}"))))));
    }

    /// <summary>What is kept under a key; null where there is nothing, or nothing that can be trusted.</summary>
    internal CompiledFile? Find(string key)
    {
        try
        {
            string path = PathOf(key);
            if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
            {
                return null;
            }

            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length < SHA256.HashSizeInBytes + sizeof(int) || !SHA256.HashData([.. Encoding.ASCII.GetBytes(key), .. bytes.AsSpan(SHA256.HashSizeInBytes)]).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            {
                return null;
            }

            using MemoryStream content = new(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes, writable: false);
            using BinaryReader reader = new(content, Encoding.UTF8);
            string[] problems = new string[reader.ReadInt32()];
            for (int i = 0; i < problems.Length; i++)
            {
                problems[i] = reader.ReadString();
            }

            return new(problems, reader.ReadBytes((int)(content.Length - content.Position)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a compiled file, if that can be.</summary>
    internal void Keep(string key, CompiledFile compiled)
    {
        string beside = Path.Combine(_folder, Path.GetRandomFileName() + ".part");
        try
        {
            using MemoryStream stream = new();
            using BinaryWriter writer = new(stream, Encoding.UTF8);
            writer.Write(compiled.Problems.Count);
            foreach (string problem in compiled.Problems)
            {
                writer.Write(problem);
            }

            writer.Write(compiled.Assembly);
            byte[] content = stream.ToArray();
            File.WriteAllBytes(beside, [.. SHA256.HashData([.. Encoding.ASCII.GetBytes(key), .. content]), .. content]);
            File.Move(beside, PathOf(key), overwrite: true);
            RemoveOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has removed it, or the folder has become read-only: nothing is lost.
        }
    }

    private string PathOf(string key) => Path.Combine(_folder, key + Suffix);

    private void RemoveOldest()
    {
        long total = 0;
        foreach (FileInfo file in new DirectoryInfo(_folder).EnumerateFiles().OrderByDescending(f => f.LastWriteTimeUtc))
        {
            total += file.Length;
            if (total > MostBytes)
            {
                Remove(file.FullName);
            }
        }
    }
}
