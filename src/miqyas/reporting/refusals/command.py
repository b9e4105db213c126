"""What keeps the command line from answering, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {
    "CommandUnavailable": (
        "La commande « {command} » a besoin du module « {module} », qui n'est pas installé. Installez le "
        "paquet qui apporte cette commande avec tous ses extras."
    ),
}
ARABIC: dict[str, str] = {
    "CommandUnavailable": (
        "يحتاج الأمر «{command}» إلى الوحدة «{module}» وهي غير مثبتة. "
        "ثبتوا الحزمة التي تضيف هذا الأمر مع كل ملحقاتها."
    ),
}
