"""Makes `screen-tour.mp4` and `screen-tour.srt`: a narrated tour of a made-up report page, with real pauses.

Run `python samples/make_screen_tour.py` where Pillow and imageio-ffmpeg are installed and the speech program `flite` (voice "slt", free to
use) is on the PATH. Nothing of it is needed to use the program: the two files are kept beside it.
"""

import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, FPS = 1920, 1080, 30
HERE = Path(__file__).parent
FONT = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"

INK, PAPER, LINE, SOFT = "#1f2937", "#ffffff", "#d8dee9", "#f3f5f9"
BLUE, ORANGE, SIDE, GREEN = "#3b6fd8", "#f0883e", "#22304a", "#2f9e6e"


@dataclass(frozen=True)
class Line:
    """What is said, the pause after it in seconds, and what the pointer does meanwhile."""

    text: str
    pause_s: float
    scene: str
    pointer: tuple[int, int]


SCRIPT = (
    Line("This is the weekly report page. Every number on it updates on its own.", 2.4, "start", (960, 560)),
    Line("To begin, I pick the last seven days from the menu on the left.", 3.0, "menu", (150, 330)),
    Line("The chart is drawn again, and the best day is marked in orange.", 1.8, "chart", (1290, 420)),
    Line("Next, I open the list of orders and sort it by total.", 2.6, "orders", (1610, 660)),
    Line("One click on a row shows the customer, and what they bought.", 3.2, "detail", (900, 820)),
    Line("Finally, I press share, and the link is copied. That is all it takes.", 1.6, "share", (1730, 60)),
)
LEAD_S = 1.2


def speak(text: str, target: Path) -> float:
    """Speaks `text` into a WAV file; returns its length in seconds without the silence at its ends."""
    subprocess.run(["flite", "-voice", "slt", "-t", text, "-o", str(target)], check=True)
    with wave.open(str(target)) as sound:
        return sound.getnframes() / sound.getframerate()


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BOLD if bold else FONT, size)


def bars(draw: ImageDraw.ImageDraw, progress: float, marked: bool) -> None:
    """The chart: seven bars that grow from zero to `progress`."""
    for i, value in enumerate((0.42, 0.55, 0.48, 0.71, 0.93, 0.66, 0.38)):
        x, full = 380 + i * 205, 330
        top = 560 - int(full * value * progress)
        draw.rectangle((x, top, x + 120, 560), fill=ORANGE if marked and i == 4 else BLUE)
        draw.text((x + 60, 578), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[i], INK, font(22), anchor="ma")


ROWS = (("1048", "Nadia Brandt", "Desk lamp", 84), ("1051", "Li Wen", "Standing desk", 612), ("1053", "Omar Haddad", "Monitor arm", 139),
        ("1057", "Grace Okafor", "Chair, two", 498))


def table(draw: ImageDraw.ImageDraw, by_total: bool, picked: bool) -> None:
    """The orders, sorted by number or by total."""
    rows = sorted(ROWS, key=lambda row: -row[3]) if by_total else ROWS
    for i, head in enumerate(("Order", "Customer", "Item", "Total" + (" ▾" if by_total else ""))):
        draw.text((380 + i * 380, 645), head, "#64748b", font(24, bold=True))
    for n, row in enumerate(rows):
        y = 690 + n * 64
        if picked and n == 2:
            draw.rectangle((360, y - 10, 1830, y + 46), fill="#dbe7ff")
        draw.line((360, y + 48, 1830, y + 48), LINE, 2)
        for i, cell in enumerate(row):
            draw.text((380 + i * 380, y), f"$ {cell}" if i == 3 else str(cell), INK, font(26))


def frame(scene: str, t: float) -> Image.Image:
    """The page in a scene, `t` seconds into it."""
    order = ("start", "menu", "chart", "orders", "detail", "share")
    stage = order.index(scene)
    image = Image.new("RGB", (WIDTH, HEIGHT), SOFT)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 300, HEIGHT), fill=SIDE)
    draw.text((40, 44), "Northwind", "white", font(34, bold=True))
    for i, name in enumerate(("Overview", "Today", "Last 7 days", "Last 30 days", "Orders", "Customers")):
        on = name == ("Last 7 days" if stage >= 1 else "Overview")
        if on:
            draw.rounded_rectangle((20, 140 + i * 78, 280, 196 + i * 78), 10, fill="#3a4c70")
        draw.text((44, 152 + i * 78), name, "white" if on else "#b8c4dc", font(26, bold=on))
    draw.rectangle((300, 0, WIDTH, 110), fill=PAPER)
    draw.text((350, 34), "Weekly report", INK, font(38, bold=True))
    draw.rounded_rectangle((1650, 28, 1830, 84), 12, fill=GREEN if stage == 5 else BLUE)
    draw.text((1740, 55), "Copied" if stage == 5 and t > 2.2 else "Share", "white", font(28, bold=True), anchor="mm")
    draw.rounded_rectangle((340, 140, 1850, 620), 16, fill=PAPER, outline=LINE, width=2)
    draw.text((380, 160), "Revenue, last 7 days" if stage >= 1 else "Revenue, this year", INK, font(26, bold=True))
    if scene == "menu" and t > 3.6:
        draw.arc((1060, 330, 1140, 410), int(t * 300) % 360, int(t * 300) % 360 + 250, BLUE, 10)
    else:
        grow = min(1.0, t / 1.2) if scene == "chart" else 1.0
        bars(draw, grow if stage >= 2 else 0.72, marked=stage >= 2)
    draw.rounded_rectangle((340, 632, 1850, 960), 16, fill=PAPER, outline=LINE, width=2)
    table(draw, by_total=stage > 3 or (stage == 3 and t > 2.6), picked=stage >= 4)
    if scene == "detail" and t > 1.0:
        card(draw, min(1.0, (t - 1.0) / 0.4))
    return image


def card(draw: ImageDraw.ImageDraw, shown: float) -> None:
    """The customer's card, which slides in from the right."""
    x = 1850 - int(520 * shown)
    draw.rounded_rectangle((x, 150, x + 500, 600), 18, fill=PAPER, outline=BLUE, width=4)
    for i, text in enumerate(("Omar Haddad", "Customer since 2023", "Monitor arm, black", "Paid on Friday")):
        draw.text((x + 40, 190 + i * 90), text, INK, font(34 if i == 0 else 27, bold=i == 0))


def pointer(image: Image.Image, x: float, y: float) -> None:
    draw = ImageDraw.Draw(image)
    arrow = [(0, 0), (0, 44), (11, 34), (19, 52), (27, 48), (19, 31), (34, 31)]
    draw.polygon([(x + a, y + b) for a, b in arrow], fill="black", outline="white", width=3)


def ease(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * value * (3 - 2 * value)


def stamp(value: float) -> str:
    ms = round(value * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def main() -> None:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    with tempfile.TemporaryDirectory() as folder:
        voices = [Path(folder) / f"{i}.wav" for i in range(len(SCRIPT))]
        lengths = [speak(line.text, voice) for line, voice in zip(SCRIPT, voices, strict=True)]
        starts, now = [], LEAD_S
        for line, length in zip(SCRIPT, lengths, strict=True):
            starts.append(now)
            now += length + line.pause_s
        total = now
        spoken = enumerate(zip(starts, lengths, SCRIPT, strict=True), start=1)
        cues = [f"{i}\n{stamp(s)} --> {stamp(s + n)}\n{line.text}\n" for i, (s, n, line) in spoken]
        (HERE / "screen-tour.srt").write_text("\n".join(cues), encoding="utf-8")
        record(ffmpeg, voices, starts, total)


def record(ffmpeg: str, voices: list[Path], starts: list[float], total: float) -> None:
    """Draws every frame into ffmpeg, with the voices laid at their starts over a faint room tone."""
    inputs = [part for voice in voices for part in ("-i", str(voice))]
    lay = "".join(f"[{i + 1}]aresample=48000,adelay={round(s * 1000)}:all=1[v{i}];" for i, s in enumerate(starts))
    mix = "".join(f"[v{i}]" for i in range(len(voices)))
    graph = (f"{lay}anoisesrc=c=pink:a=0.0012:r=48000:d={total}[room];"
             f"{mix}[room]amix=inputs={len(voices) + 1}:normalize=0:duration=longest,"
             f"volume=1.6,atrim=0:{total},aformat=channel_layouts=stereo[a]")
    command = [ffmpeg, "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
               "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "-", *inputs,
               "-filter_complex", graph, "-map", "0:v", "-map", "[a]", "-c:v", "libx264", "-preset", "slow", "-crf", "24",
               "-pix_fmt", "yuv420p",
               "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-vf", "scale=out_color_matrix=bt709",
               "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", str(HERE / "screen-tour.mp4")]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        here = (960.0, 900.0)
        for n in range(round(total * FPS)):
            t = n / FPS
            i = max((k for k, start in enumerate(starts) if start <= t), default=0)
            aim = SCRIPT[i].pointer
            last = SCRIPT[i - 1].pointer if i else (960, 900)
            move = ease((t - starts[i] - 0.6) / 1.4)
            here = (last[0] + (aim[0] - last[0]) * move, last[1] + (aim[1] - last[1]) * move)
            image = frame(SCRIPT[i].scene if t >= starts[0] else "start", max(0.0, t - starts[i]))
            pointer(image, *here)
            encoder.stdin.write(image.tobytes())
        encoder.stdin.close()


if __name__ == "__main__":
    main()
