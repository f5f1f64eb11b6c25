"""The contact sheet of a video."""

import asyncio
from pathlib import Path

import av
import numpy as np
import pytest

from backend.engine.probe import MediaError
from backend.engine.sheet import GAP, TILE_WIDTH, contact_sheet, stamp
from tests.engine.conftest import Shelf

HEIGHT = 2 * round(TILE_WIDTH * 90 / 160 / 2)


def picture(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return next(container.decode(container.streams.video[0])).to_ndarray(format="rgb24")


def test_a_sheet_has_its_tiles_in_time_order_with_their_times(shelf: Shelf, tmp_path: Path) -> None:
    target = tmp_path / "it's a sheet.png"
    asyncio.run(contact_sheet(shelf["count"], target, columns=3, rows=2))
    sheet = picture(target)
    assert sheet.shape == (2 * HEIGHT + GAP, 3 * TILE_WIDTH + 2 * GAP, 3)
    corners = [(row * (HEIGHT + GAP), column * (TILE_WIDTH + GAP)) for row in (0, 1) for column in (0, 1, 2)]
    right = [int(sheet[top + 50, left + TILE_WIDTH * 3 // 4].mean()) for top, left in corners]
    assert right == sorted(right)
    assert right[-1] > right[0] + 50
    assert (sheet[5:40, 5:90].min(axis=2) > 200).sum() > 40
    assert sorted(path.name for path in tmp_path.iterdir()) == [target.name]


def test_one_tile(shelf: Shelf, tmp_path: Path) -> None:
    asyncio.run(contact_sheet(shelf["silent"], tmp_path / "s.png", columns=1, rows=1))
    assert picture(tmp_path / "s.png").shape == (HEIGHT, TILE_WIDTH, 3)


def test_sound_has_no_sheet(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        asyncio.run(contact_sheet(shelf["tone"], tmp_path / "s.png"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("second", "text"), [(0, "0:00.0"), (59.96, "1:00.0"), (83.25, "1:23.2"), (3723, "1:02:03")])
def test_times_are_written_for_people(second: float, text: str) -> None:
    assert stamp(second) == text
