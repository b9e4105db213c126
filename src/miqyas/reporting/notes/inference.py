"""Notes about resampling and variances."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "few_clusters": {
        "fr": "Il n'y a que {count} grappes : l'erreur type habituelle (CR1) est souvent trop petite en dessous de 40. Utilisez CR2 ou CR3, le bootstrap sauvage par grappe, ou le test par re-tirage.",
        "ar": "عدد العناقيد {count} فقط: الخطأ المعياري المعتاد (CR1) يكون غالبا أصغر من حقيقته دون 40. استعملوا CR2 أو CR3، أو إعادة المعاينة حسب العنقود (wild bootstrap)، أو اختبار إعادة القرعة.",
        "en": "There are only {count} clusters: the usual standard error (CR1) is often too small below 40. Use CR2 or CR3, the wild cluster bootstrap, or randomisation inference.",
    },
    "few_clusters_iv": {
        "fr": "Il n'y a que {count} grappes : l'erreur type habituelle (CR1) est souvent trop petite en dessous de 40. Utilisez le jackknife (CR3), et lisez l'effet de l'affectation (ITT) avec le test par re-tirage.",
        "ar": "عدد العناقيد {count} فقط: الخطأ المعياري المعتاد (CR1) يكون غالبا أصغر من حقيقته دون 40. استعملوا الحذف المتتابع (CR3)، واقرؤوا أثر التوزيع (ITT) باختبار إعادة القرعة.",
        "en": "There are only {count} clusters: the usual standard error (CR1) is often too small below 40. Use the jackknife (CR3), and read the effect of being assigned (ITT) with randomisation inference.",
    },
    "unequal_clusters": {
        "fr": "Les grappes sont très inégales : elles n'en valent que {count} égales, et l'erreur type habituelle (CR1) est alors trop petite. Utilisez CR2 ou CR3, le bootstrap sauvage par grappe, ou le test par re-tirage.",
        "ar": "العناقيد متفاوتة جدا: لا تعادل إلا {count} من العناقيد المتساوية، فيكون الخطأ المعياري المعتاد (CR1) أصغر من حقيقته. استعملوا CR2 أو CR3، أو إعادة المعاينة حسب العنقود (wild bootstrap)، أو اختبار إعادة القرعة.",
        "en": "The clusters are very unequal: they are worth only {count} equal ones, and the usual standard error (CR1) is then too small. Use CR2 or CR3, the wild cluster bootstrap, or randomisation inference.",
    },
    "variance_repaired": {
        "fr": "La variance à deux colonnes de grappes n'en était pas une (valeurs propres négatives ou nulles : {count}) ; la part commune aux deux colonnes n'a donc pas été retirée. L'erreur type est plutôt trop grande.",
        "ar": "لم يكن التباين حسب عمودي العناقيد تباينا صحيحا (عدد القيم الذاتية غير الموجبة: {count})؛ لذلك لم يُطرح الجزء المشترك بين العمودين. الخطأ المعياري أكبر من حقيقته على الأرجح.",
        "en": "The two-way cluster variance was no true variance (eigenvalues not above zero: {count}), so the part common to both columns was not taken away. The standard error is too large rather than too small.",
    },
}
