using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ReluInjectivity.Compilation;

/// <summary>Who a folder belongs to, which .NET does not tell.</summary>
internal static class FolderOwner
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint UserId = 0x8;
    private const int SizeOfAnswer = 256;
    private const int PlaceOfUserId = 20;

    /// <summary>Whether a folder is known to belong to another user than the one this runs as. Others' folders are out of reach but for root.</summary>
    public static bool IsAnother(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        try
        {
            byte[] answer = new byte[SizeOfAnswer];
            return Statx(CurrentFolder, [.. Encoding.UTF8.GetBytes(folder), 0], DoNotFollowLinks, UserId, answer) != 0
                || BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(PlaceOfUserId)) != EffectiveUser();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint asked, byte[] answer);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
