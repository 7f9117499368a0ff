"""What was indexed is known again by its texts, and by the code of the whole search that read them."""

from pathlib import Path

import pytest

from portal.search.postings import texts
from portal.search.words.stems import Stemmer
from portal.search.words.vocabulary import Vocabulary


def test_other_code_in_any_room_of_the_search_makes_another_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = Vocabulary(Stemmer("en"))
    modules = [module.relative_to(texts._CODE) for module in texts._CODE.rglob("*.py")]
    assert {"find.py", "words/text.py", "postings/write.py"} <= {module.as_posix() for module in modules}
    monkeypatch.setattr(texts, "_CODE", tmp_path)
    for module in modules:
        (tmp_path / module).parent.mkdir(exist_ok=True)
        (tmp_path / module).write_text("1")
    found = [texts.identify_texts(["chess"], vocabulary)]
    for module in ("find.py", "words/text.py", "postings/write.py"):
        (tmp_path / module).write_text("2")
        found.append(texts.identify_texts(["chess"], vocabulary))
    assert len(set(found)) == len(found)
