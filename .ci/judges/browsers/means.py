"""The fields that scripts calculate: means of ratings."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pikepdf

from judges.browsers.sheets import Sheet, read_sheet

# The mean of each calculated field, or nothing if no rating is a number.
Means = dict[str, Fraction | None]

# The same script as the program's: the mean of the whole numbers chosen, to two places.
SCRIPT = (
    "var a=%s,s=0,n=0,o=0,i,f,v;for(i=0;i<a.length;i++){f=this.getField(a[i]);v=f?String(f.value):'';"
    "if(/^[0-9]+$/.test(v)){s+=Number(v);n++}else if(v!=''&&v!='Off')o++}"
    "if(n>0)event.value=(s/n).toFixed(2);else if(o>0)event.value='';"
)
HALF_A_HUNDREDTH = Fraction(5, 1000)


def ratings_of(mean: str, sheet: Sheet, categories: dict[str, str]) -> list[str]:
    """Returns the ratings that a mean is of; `categories` gives the category of every question."""
    ratings = [field.name for field in sheet.fields if field.name.endswith("/rating")]
    category = mean.partition(":")[2]
    return [name for name in ratings if not category or categories[name.removesuffix("/rating")] == category]


def expected_means(sheet: Sheet, values: dict[str, str], categories: dict[str, str]) -> Means:
    """Returns the means that calculated fields must show."""
    found = {}
    for field in sheet.fields:
        if field.is_calculated:
            chosen = [values.get(name, "") for name in ratings_of(field.name, sheet, categories)]
            numbers = [int(value) for value in chosen if value.isdigit()]
            found[field.name] = Fraction(sum(numbers), len(numbers)) if numbers else None
    return found


def is_mean(shown: str, mean: Fraction | None) -> bool:
    """Returns true if a text is a mean to two places."""
    if mean is None:
        return shown == ""
    return bool(re.fullmatch(r"\d\.\d\d", shown)) and abs(Fraction(shown) - mean) <= HALF_A_HUNDREDTH


def wrong_means(texts: dict[str, str], means: Means) -> list[str]:
    """Returns the texts that are not the means they should be."""
    return [
        f"{name}: {texts.get(name)!r}, not the mean {mean and float(mean)}"
        for name, mean in means.items()
        if not is_mean(texts.get(name, ""), mean)
    ]


def ensure_scripts(pdf: Path, out: Path, categories: dict[str, str]) -> Path:
    """Returns a kit whose means are calculated: the kit itself, or a copy with scripts added."""
    sheet = read_sheet(pdf)
    if any(field.is_calculated for field in sheet.fields):
        return pdf
    with pikepdf.open(pdf) as document:
        order = []
        for field in document.Root.AcroForm.Fields:
            name = str(field.T)
            if name == "mean" or name.startswith("mean:"):
                script = SCRIPT % json.dumps(ratings_of(name, sheet, categories))
                action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
                field.AA = pikepdf.Dictionary(C=action)
                order.append(field)
        document.Root.AcroForm.CO = pikepdf.Array(order)
        document.save(out)
    return out
