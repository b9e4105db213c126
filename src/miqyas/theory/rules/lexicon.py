"""Words by which the wording rules read a title, in each language, compared in the form of `words.plain`.

Kept short on purpose: a word stands here when, at that place, it nearly always says what the rule says. A
title that escapes is a smaller harm than a sound title blamed.
"""

from miqyas.theory.words import words
from miqyas.types import Language

# Heads that say what is done to people or for them. In several words when one alone would be ambiguous.
_DOING: dict[Language, str] = {
    "fr": """
        organiser · former · sensibiliser · accompagner · distribuer · animer · construire · équiper · fournir
        · offrir · proposer · mettre en place · mettre en œuvre · mettre à disposition · réaliser · lancer ·
        créer · promouvoir · renforcer les capacités · appuyer · soutenir · encadrer · donner · installer ·
        tenir · mener · conduire · élaborer · diffuser · financer · subventionner · recruter · rencontrer ·
        visiter · vulgariser · nous formons · nous organisons · nous accompagnons · nous distribuons · nous
        sensibilisons · formation des · formation de · formation d · formation aux · formation en ·
        sensibilisation des · sensibilisation de · sensibilisation aux · sensibilisation à · distribution de ·
        distribution d · distribution des · accompagnement des · accompagnement de · mise en place de · mise
        en place d · mise en œuvre de · mise en œuvre d · organisation d ateliers · organisation de · tenue de
        · animation de · animation d · renforcement des capacités de · réalisation de · réalisation d ·
        installation de · installation d · élaboration de · élaboration d
    """,
    "ar": """
        تنظيم · تكوين · تدريب · توزيع · تقديم · إنجاز · تأطير · مواكبة · مرافقة · تحسيس · توعية · تجهيز ·
        إنشاء · تنفيذ · إطلاق · توفير · تنشيط · تركيب · استضافة · عقد اجتماعات · عقد
        لقاءات · عقد ورشات · عقد دورات · عقد جلسات · بناء قدرات · بناء القدرات · بناء مدارس · بناء مدرسة ·
        بناء مركز · بناء قاعات · تعزيز قدرات · تعزيز القدرات · تقوية قدرات · تقوية القدرات · ننظم · نكون
        النساء · ندرب · نوزع · نقدم · نواكب · نرافق · نوفر
    """,
    "en": """
        organise · organize · train · provide · distribute · deliver · conduct · hold · run · set up · build ·
        raise awareness · sensitise · sensitize · create · launch · promote · implement · install · coach ·
        teach · fund · finance · recruit · equip · host · carry out · develop training · support the ·
        support women · support farmers · support families · we train · we organise · we organize · we provide
        · organising · organizing · providing · distributing · delivering · conducting · holding · setting up
        · raising awareness · building capacity · capacity building · training of · training for · training
        the · training women · training teachers · training farmers · training young · delivery of · provision
        of · distribution of · organisation of · organization of · implementation of · awareness raising
    """,
}

# What follows, and turns a head above into something else than a doing.
_NOT_DOING: dict[Language, str] = {
    "fr": "former un couple · former une famille · organisation de la vie · tenue de route · tenir bon",
    "ar": """
        تنظيم الأسرة · تنظيم النسل · تكوين رأس المال · تكوين أسرة · توفير الوقت · توفير الجهد · توفير المال ·
        توزيع الدخل · توزيع الثروة · توزيع المهام · توزيع الأدوار
    """,
    "en": """
        build trust · building trust · hold office · run their own · run a business · train fares ·
        train services · train stations · train lines
    """,
}

# Verbs and nouns of change: on both sides of "and" they make two outcomes.
_CHANGING: dict[Language, str] = {
    "fr": """
        gagne gagnent augmente augmentent améliore améliorent diminue diminuent baisse baissent réduit
        réduisent reste restent trouve trouvent accède accèdent obtient obtiennent décide décident participe
        participent adopte adoptent utilise utilisent vend vendent épargne épargnent investit investissent
        réussit réussissent progresse progressent maîtrise maîtrisent quitte quittent devient deviennent
        poursuit poursuivent termine terminent recule reculent croît croissent emploie emploient consomme
        consomment augmentation amélioration réduction diminution hausse renforcement maintien
    """,
    "ar": """
        يرتفع ترتفع يزداد تزداد يزيد تزيد يتحسن تتحسن ينخفض تنخفض يقل تقل يحصل تحصل يحصلن يحصلون يكسب تكسب
        تكسبن يبقى تبقى يواصل تواصل يواصلن يواصلون يجد تجد يشارك تشارك يشاركن يقرر تقرر يقررن يتخذ تتخذ يستعمل
        تستعمل يدخر تدخر يدخرن يستثمر تستثمر يلج تلج يصبح تصبح يتراجع تتراجع ينجح تنجح يتقدم تتقدم يبيع تبيع
        يبعن يستهلك تستهلك زيادة تحسين تحسن ارتفاع انخفاض تقليص تراجع ولوج خفض رفع
    """,
    "en": """
        earn earns increase increases improve improves decrease decreases fall falls rise rises grow grows
        stay stays remain remains find finds become becomes save saves invest invests decide decides adopt
        adopts sell sells drop drops reduce reduces gain gains attend attends complete completes decline
        declines keep keeps enrol enrols consume consumes increased improved reduced better higher lower fewer
    """,
}

_AND: dict[Language, str] = {"fr": "et · ainsi que · puis", "ar": "كما · ثم", "en": "and · as well as · then"}

# Whole titles that say neither who nor what.
_VAGUE: dict[Language, str] = {
    "fr": """
        sensibilisation · formation · accompagnement · développement · renforcement des capacités ·
        autonomisation · amélioration · changement · impact social · impact positif · développement durable ·
        développement local · bien-être · inclusion sociale · autonomisation des femmes · divers · autres ·
        meilleure vie · amélioration des conditions de vie · activité · activités · résultat · résultats ·
        impact · produit · réalisation
    """,
    "ar": """
        توعية · تحسيس · تكوين · مواكبة · تنمية · تعزيز القدرات · تقوية القدرات · تمكين · تحسين · تغيير · أثر
        اجتماعي · أثر إيجابي · التنمية المستدامة · التنمية المحلية · الرفاه · الإدماج الاجتماعي · تمكين النساء
        · تمكين المرأة · متفرقات · حياة أفضل · تحسين ظروف العيش · نشاط · أنشطة · نتيجة · نتائج · أثر · مخرج
    """,
    "en": """
        awareness · training · support · development · capacity building · empowerment · improvement · change
        · social impact · positive impact · sustainable development · local development · wellbeing ·
        well-being · social inclusion · women s empowerment · other · better lives · improved living
        conditions · activity · activities · outcome · outcomes · output · outputs · impact
    """,
}

# Words that promise everything. In several words when one alone would be ambiguous.
_TOTAL: dict[Language, str] = {
    "fr": """
        éradique · éradiquent · éradiquée · éradication · éliminer · élimine · éliminent · éliminée ·
        supprimer · supprime · garantit · garantissent · garantir · met fin à · mettre fin à · mettent fin à ·
        disparaît totalement · plus aucun · plus aucune · une fois pour toutes · à jamais · zéro
    """,
    "ar": """
        القضاء على · القضاء نهائيا · يقضي على · تقضي على · استئصال · ضمان · يضمن · تضمن · نهائيا · إلى الأبد ·
        وضع حد ل · لا يبقى أي · لا تبقى أي · صفر
    """,
    "en": """
        eradicate · eradicates · eradicated · eradication · eliminate · eliminates · eliminated · elimination
        · guarantee · guarantees · guaranteed · ensure · ensures · ends all · end poverty · end hunger · once
        and for all · for ever · forever · zero
    """,
}

# Whole assumptions that only fill the box, in any language.
_HOLLOW = """
    aucune · aucun · aucune hypothèse · rien · néant · à définir · à préciser · à compléter · à voir · oui ·
    ok · n a · na · x · idem · évident · c est évident · ça marche · cela marche · si tout va bien · tout va
    bien · لا شيء · لا يوجد · لا توجد · لا افتراض · بدون · نعم · واضح · بديهي · سيحدد لاحقا · يحدد لاحقا ·
    إن شاء الله · إذا سار كل شيء على ما يرام · كل شيء على ما يرام · none · nothing · no assumption · yes ·
    tbd · to be defined · to be completed · obvious · of course · it works · if all goes well · all goes
    well · same
"""


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words(phrase) for phrase in text.split("·") if phrase.strip())


DOING = {language: _phrases(text) for language, text in _DOING.items()}
NOT_DOING = {language: _phrases(text) for language, text in _NOT_DOING.items()}
CHANGING = {language: frozenset(words(text)) for language, text in _CHANGING.items()}
AND = {language: _phrases(text) for language, text in _AND.items()}
VAGUE = {language: _phrases(text) for language, text in _VAGUE.items()}
TOTAL = {language: _phrases(text) for language, text in _TOTAL.items()}
HOLLOW = _phrases(_HOLLOW)
