"""Versions deleted and renamed in words; what else is deleted or renamed is none."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.edits import Title

SCENE = Scene(versions=("draft 1", "A", "初稿"), before=(Title(text="draft 1"),))


def said(text: str, scene: Scene = SCENE) -> list[dict[str, Any]]:
    return [one.said() for one in direct(text, scene).edits]


@pytest.mark.parametrize(("text", "name"), [
    ("delete version A", "A"), ("please remove the saved version 'Draft 1'", "draft 1"), ("get rid of the draft 1 version", "draft 1"),
    ("discard version zzz", "zzz"), ("delete the latest version", "初稿"), ("删除版本 初稿", "初稿"),
    ("把版本A删掉", "A"), ("把A版删了", "A"), ("删掉初稿", "初稿"),
    ("把初稿这个版本删了", "初稿"),
])
def test_a_version_is_deleted(text: str, name: str) -> None:
    assert said(text) == [{"op": "delete_version", "name": name}]


@pytest.mark.parametrize("text", ["delete all versions", "forget all of my saved versions", "删除所有版本", "把所有版本都删掉"])
def test_all_are_deleted(text: str) -> None:
    assert said(text) == [{"op": "delete_version", "all": True}]


@pytest.mark.parametrize(("text", "name", "to"), [
    ("rename version A to B", "A", "B"), ('rename "draft 1" to "client review"', "draft 1", "client review"),
    ("rename A to final cut", "A", "final cut"), ("change the name of version A to rough cut", "A", "rough cut"),
    ("把版本A改名为终稿", "A", "终稿"), ("把初稿重命名为“客户版”", "初稿", "客户版"),
    ("重命名版本A为终稿", "A", "终稿"),
])
def test_a_version_is_renamed(text: str, name: str, to: str) -> None:
    assert said(text) == [{"op": "rename_version", "name": name, "to": to}]


@pytest.mark.parametrize("text", [
    "delete the second clip", "delete the music", 'delete "draft 1"',
    "rename the clip to intro", "删掉第二段", "删掉字幕", "remove the title"])
def test_other_things_are_not_versions(text: str) -> None:
    assert not [one for one in said(text) if one["op"] in ("delete_version", "rename_version")]


def test_quotes_alone_name_a_version_where_no_title_has_these_words() -> None:
    assert said('delete "draft 1"', Scene(versions=("draft 1",))) == [{"op": "delete_version", "name": "draft 1"}]


@pytest.mark.parametrize(("text", "name"), [
    ('save this as "client review"', "client review"), ("save it as “final”", "final"), ("把这个存为“客户版”", "客户版")])
def test_what_is_saved_under_a_quoted_name_that_is_no_file_is_a_version(text: str, name: str) -> None:
    assert said(text) == [{"op": "save_version", "name": name}]
