"""What leaves a data holder, in words a lawyer and a director can read."""

from miqyas.reporting.numbers import format_number
from miqyas.results.aggregates import Aggregates
from miqyas.types import Language

TITLE: dict[Language, str] = {
    "fr": "Ce qui sort de chez {holder}",
    "ar": "ما يخرج من عند {holder}",
    "en": "What leaves {holder}",
}
LINES: dict[Language, tuple[str, ...]] = {
    "fr": (
        "Question du plan : {question}",
        "Empreinte du plan scellé : {plan}",
        "Colonnes lues : {columns}. Aucune autre colonne n'a été lue.",
        (
            "Ce qui sort : pour chacune des {cells} cellules (grappe « {cluster} »{strata}), le nombre de lignes, le nombre de "
            "lignes traitées, la somme des poids, la moyenne de {p} variables ({variables}) et les {products} sommes de produits "
            "de leurs écarts à ces moyennes. Soit {figures} nombres en tout, pour {rows} lignes."
        ),
        (
            "Ce qui ne sort pas : aucune ligne, aucune valeur d'une personne, aucun nom. Les grappes et les strates portent des "
            "pseudonymes tirés du plan ; qui connaît le plan et la liste des noms peut les retrouver : ce n'est pas un secret."
        ),
        (
            "Règle : une cellule ne sort que si elle compte au moins {smallest} lignes, si au moins {apart} d'entre elles "
            "diffèrent de la valeur extrême la plus fréquente de chaque variable qui varie, et si elle contient au moins deux fois plus "
            "de valeurs que de sommes."
        ),
        (
            "Retenu : {withheld} lignes, de {withheld_clusters} grappes. Cellules réunies à d'autres : {merged}. "
            "Lignes écartées car une valeur manquait : {dropped}."
        ),
        (
            "Ce que les destinataires peuvent en faire : l'estimation prévue par le plan, comme si les tables étaient réunies. "
            "Des sommes par grappe restent des données à protéger quand une grappe est petite ou connue : au détenteur de "
            "décider de la règle, et à la CNDP de dire si une autorisation est due (loi 09-08)."
        ),
    ),
    "ar": (
        "سؤال الخطة: {question}",
        "بصمة الخطة المختومة: {plan}",
        "الأعمدة المقروءة: {columns}. لم يُقرأ أي عمود آخر.",
        (
            "ما يخرج: لكل خلية من أصل {cells} (العنقود «{cluster}»{strata})، عدد الصفوف، وعدد الصفوف المعالَجة، ومجموع الأوزان، "
            "ومتوسط المتغيرات وعددها {p} ({variables})، ومجاميع جداءات انحرافاتها عن هذه المتوسطات وعددها {products}. "
            "أي {figures} عددا في المجموع، عن {rows} صفا."
        ),
        (
            "ما لا يخرج: لا صف، ولا قيمة تخص شخصا، ولا اسم. تحمل العناقيد والطبقات أسماء مستعارة مشتقة من الخطة؛ من يعرف الخطة "
            "وقائمة الأسماء يستطيع معرفتها: فهي ليست سرا."
        ),
        (
            "القاعدة: لا تخرج خلية إلا إذا ضمت {smallest} صفوف على الأقل، واختلف {apart} منها على الأقل عن القيمة القصوى الأكثر "
            "تكرارا لكل متغير يتغير فيها، وضمت من القيم ضعف عدد المجاميع على الأقل."
        ),
        (
            "ما احتُفظ به: {withheld} صفا، من {withheld_clusters} عنقودا. خلايا جُمعت مع غيرها: {merged}. "
            "صفوف أُبعدت لأن قيمة تنقصها: {dropped}."
        ),
        (
            "ما يستطيع المتلقون فعله بها: التقدير الذي تنص عليه الخطة، كما لو جُمعت الجداول. تبقى المجاميع حسب العنقود معطيات "
            "تستوجب الحماية حين يكون العنقود صغيرا أو معروفا: على الحائز أن يقرر القاعدة، وعلى اللجنة الوطنية لمراقبة حماية "
            "المعطيات ذات الطابع الشخصي أن تقول هل يلزم ترخيص (القانون 09-08)."
        ),
    ),
    "en": (
        "Question of the plan: {question}",
        "Hash of the sealed plan: {plan}",
        "Columns read: {columns}. No other column was read.",
        (
            "What leaves: for each of {cells} cells (cluster “{cluster}”{strata}), the number of rows, the number of treated rows, "
            "the sum of weights, the mean of {p} variables ({variables}) and the {products} sums of products of their deviations "
            "from these means. {figures} numbers in all, for {rows} rows."
        ),
        (
            "What does not leave: no row, no value of one person, no name. Clusters and strata bear pseudonyms made from the plan; "
            "who knows the plan and the list of names can find them again: they are no secret."
        ),
        (
            "Rule: a cell leaves only if it holds at least {smallest} rows, if at least {apart} of them differ from the "
            "commonest bound of each variable that varies in it, and if it holds at least twice as many values as sums."
        ),
        (
            "Withheld: {withheld} rows, of {withheld_clusters} clusters. Cells added to others: {merged}. "
            "Rows left out because a value was missing: {dropped}."
        ),
        (
            "What those who receive them can do: the estimate the plan foresees, as if the tables were pooled. Sums by cluster "
            "remain data to protect where a cluster is small or known: the holder decides on the rule, and the CNDP says whether "
            "an authorisation is due (law 09-08)."
        ),
    ),
}
BY_STRATUM: dict[Language, str] = {"fr": ", strate « {} »", "ar": "، الطبقة «{}»", "en": ", stratum “{}”"}


def statement(aggregates: Aggregates, language: Language) -> str:
    """Say what leaves, what does not, by which rule, and what it allows: a page of plain text."""
    plan, p = aggregates.plan, len(aggregates.variables)
    products = p * (p + 1) // 2

    def count(number: int) -> str:
        return format_number(number, language)

    read = [*aggregates.variables, *(plan[role] for role in ("cluster", "strata", "weights") if plan[role])]
    facts = {
        "question": plan["question"],
        "plan": aggregates.plan_sha256,
        "columns": ", ".join(dict.fromkeys(read)),
        "variables": ", ".join(aggregates.variables),
        "cluster": plan["cluster"],
        "strata": BY_STRATUM[language].format(plan["strata"]) if plan["strata"] else "",
        "p": count(p),
        "cells": count(len(aggregates.cells)),
        "products": count(products),
        "figures": count(len(aggregates.cells) * (3 + p + products)),
        "rows": count(aggregates.n_rows),
        "smallest": count(aggregates.smallest),
        "apart": count(aggregates.smallest_apart),
        "withheld": count(aggregates.n_withheld_rows),
        "withheld_clusters": count(aggregates.n_withheld_clusters),
        "merged": count(aggregates.n_merged_cells),
        "dropped": count(aggregates.n_dropped),
    }
    title = TITLE[language].format(holder=aggregates.holder)
    return "\n".join([title, "", *(f"- {line.format(**facts)}" for line in LINES[language]), ""])
