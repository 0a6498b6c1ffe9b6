"""What archives of 1, 10 and 100 TB take, computed from figures that `scale.py -o` measured: the tables of docs/scale.md.

    python spark/costs.py measured.json [--price 0.05] [--cores 256] [--page docs/scale.md]

Documents, bytes and time of counting grow with the archive. Rows do not: names and pairs come again, so the
distinct ones among twice as many documents are fewer than twice as many. Their growth is taken from the figures, as
the power of the bytes that leads from the smallest to the largest sample, and carried on.
"""

import argparse
import json
import math
from pathlib import Path

TB, GB, MB = 1e12, 1e9, 1e6
TASK = 256 * 1024 * 1024
KINDS = ("entity", "pair", "discusses")


class Growth:
    """Rows of a kind as a power of the bytes of documents."""

    def __init__(self, samples: list, key: str):
        first, last = samples[0], samples[-1]
        self.base, self.at = last[key], last["bytes"]
        self.power = math.log(last[key] / first[key]) / math.log(last["bytes"] / first["bytes"])

    def __call__(self, size: float) -> float:
        # No more than in proportion, whatever the samples say.
        return self.base * (size / self.at) ** min(self.power, 1.0)


def costs(found: dict, size: float, price: float, cores: int) -> dict:
    """What an archive of `size` bytes takes."""
    steps, measured = found["spark"]["steps"], found["bytes"]
    rows = {kind: Growth(found["growth"], kind) for kind in KINDS}
    lines = {kind: Growth(found["growth"], f"bytes of {kind}") for kind in KINDS}
    tasks = math.ceil(size / TASK)
    shuffled = sum(tasks * rows[kind](TASK) for kind in KINDS)
    shuffled_bytes = sum(tasks * lines[kind](TASK) for kind in KINDS)
    summing = steps["add up"]["processor"] / found["spark"]["tables"]["parts/rows"]["rows"]
    count_hours = steps["count"]["processor"] / measured * size / 3600
    sum_hours = summing * shuffled / 3600
    memory = found["merge"]["memory"] / found["merge"]["rows"]
    documents = found["files"] / measured * size
    return {
        "documents": f"{documents / 1e6:,.0f} million",
        "tasks that count": f"{tasks:,}",
        "core hours to count": f"{count_hours:,.0f}",
        "rows to add up": f"{shuffled / 1e9:,.2f} billion",
        "bytes of them": f"{shuffled_bytes / TB:,.2f} TB",
        "of these, per document": f"{shuffled_bytes / documents / 1000:,.1f} kB",
        "core hours to add up and write tables": f"{sum_hours:,.0f}",
        f"hours on {cores} cores": f"{(count_hours + sum_hours) / cores:,.1f}",
        f"money, at ${price:.2f} a core hour": f"${(count_hours + sum_hours) * price:,.0f}",
        "table of mentions": f"{found['spark']['tables']['mentions']['bytes'] / measured * size / GB:,.0f} GB",
        "entities in all": f"{rows['entity'](size) / 1e6:,.1f} million",
        "pairs in all": f"{rows['pair'](size) / 1e6:,.0f} million",
        "memory of a driver for graph.json": f"{memory * sum(lines[kind](size) for kind in KINDS) / GB:,.0f} GB",
    }


def steps_table(found: dict) -> str:
    size, one = found["bytes"] / MB, found["build"]
    steps = found["spark"]["steps"]
    whole = {kind: sum(step[kind] for step in steps.values()) for kind in one}
    out = ["| step | seconds | MB/s | of build | core seconds | of build |", "|---|---:|---:|---:|---:|---:|"]
    for name, took in {"`comention build --jobs 2`": one, **steps, "**Spark, all steps**": whole}.items():
        shares = [one[kind] / max(took[kind], 0.01) for kind in ("clock", "processor")]
        speed = size / max(took["clock"], 0.01)
        out.append(f"| {name} | {took['clock']:.1f} | {speed:,.0f} | {shares[0]:.2f} | {took['processor']:.1f} | {shares[1]:.2f} |")
    return "\n".join(out)


def rows_table(found: dict) -> str:
    out = ["| table | rows | bytes a row | rows a document |", "|---|---:|---:|---:|"]
    for name, table in found["spark"]["tables"].items():
        if table["rows"]:
            out.append(f"| {name} | {table['rows']:,} | {table['bytes'] / table['rows']:,.0f} | {table['rows'] / found['files']:,.1f} |")
    return "\n".join(out)


def growth_table(found: dict) -> str:
    out = ["| documents | MB | " + " | ".join(f"{kind} rows" for kind in KINDS) + " |", "|---:|---:|" + "---:|" * len(KINDS)]
    for sample in found["growth"]:
        out.append(f"| {sample['documents']:,} | {sample['bytes'] / MB:,.1f} | " + " | ".join(f"{sample[kind]:,}" for kind in KINDS) + " |")
    powers = [f"{Growth(found['growth'], kind).power:.2f}" for kind in KINDS]
    return "\n".join([*out, "| power of the bytes | | " + " | ".join(powers) + " |"])


def costs_table(found: dict, price: float, cores: int) -> str:
    columns = {f"{terabytes} TB": costs(found, terabytes * TB, price, cores) for terabytes in (1, 10, 100)}
    out = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    out += [f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |" for name in next(iter(columns.values()))]
    return "\n".join(out)


def about(found: dict) -> str:
    return f"{found['files']:,} files, {found['bytes'] / MB:,.0f} MB; the same bytes: {'yes' if found['same bytes'] else 'no'}."


def tables(found: dict, price: float = 0.05, cores: int = 256) -> dict:
    """The tables by name."""
    costs = costs_table(found, price, cores)
    return {"about": about(found), "steps": steps_table(found), "rows": rows_table(found), "growth": growth_table(found), "costs": costs}


def page(text: str, tables: dict) -> str:
    """A page with the tables in their places, which comments in it mark."""
    for name, table in tables.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{before}<!-- {name} -->\n{table}\n<!-- end -->" + rest.partition("<!-- end -->")[2]
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("figures", type=Path, help="what scale.py -o wrote")
    parser.add_argument("--price", type=float, default=0.05, help="dollars for a core hour (default: 0.05)")
    parser.add_argument("--cores", type=int, default=256, help="cores of the cluster (default: 256)")
    parser.add_argument("--page", type=Path, help="page whose tables to replace, instead of printing them")
    arguments = parser.parse_args()
    found = tables(json.loads(arguments.figures.read_text()), arguments.price, arguments.cores)
    if arguments.page:
        arguments.page.write_text(page(arguments.page.read_text(), found))
    else:
        print("\n\n".join(found.values()))


if __name__ == "__main__":
    main()
