"""Columns read from a Parquet file a part at a time."""

import pyarrow as pa
import pyarrow.parquet as pq

from wraparound.matching.columns.store import stored
from wraparound.matching.columns.streamed import ROWS, ParquetColumns


def test_a_file_read_in_parts_is_coded_as_the_table_it_holds(tmp_path):
    many = ROWS + 7
    table = pa.table(
        {
            "id": [f"r{k}" for k in range(many)],
            "name": [None if k % 5 == 0 else f"n{k % 911}" for k in range(many)],
            "size": [k % 13 for k in range(many)],
            "names": [["a", f"b{k % 3}"] if k % 7 else [] for k in range(many)],
        }
    )
    pq.write_table(table, tmp_path / "records.parquet", row_group_size=many // 2)
    columns, names = ParquetColumns(tmp_path / "records.parquet"), ["name", "size", "names", 'SUBSTRING("name", 1, 2)']
    assert len(columns) == many
    ids = pa.concat_arrays(list(columns.column("id")))
    one = stored(columns, names=names, by=["name"], ids=ids)
    other = stored(table, names=names, by=["name"], ids=ids)
    assert (one.order == other.order).all()
    assert (one.rows.codes == other.rows.codes).all()
    assert all(x.equals(y) for x, y in zip(one.distinct, other.distinct, strict=True))
