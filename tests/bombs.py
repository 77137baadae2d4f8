"""Tables made to exhaust whoever reads them."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.batches import write_sheet

SHEET = "xl/worksheets/sheet1.xml"


def parts_of(workbook: Path) -> dict[str, bytes]:
    """Return the files of which a workbook consists."""
    with zipfile.ZipFile(workbook) as book:
        return {name: book.read(name) for name in book.namelist()}


def put_into(workbook: Path, parts: Mapping[str, Iterable[bytes]]) -> None:
    """Give a workbook other files, each piece by piece: whole they can be larger than memory."""
    whole = {**{name: (part,) for name, part in parts_of(workbook).items()}, **parts}
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, pieces in whole.items():
            with book.open(name, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)


def sheet_to_the_edge(path: Path) -> None:
    """A workbook of two cells, as far apart as they can be."""
    write_sheet(path, [["number"], ["1"]])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    put_into(path, {SHEET: (parts_of(path)[SHEET].replace(b"</sheetData>", far),)})


def parquet_of_huge_cells(path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    cells = pa.DictionaryArray.from_arrays([0] * 40, ["x" * 50_000_000])
    pq.write_table(pa.table({"number": cells}), path, compression="zstd")
