"""Morocco's regions, provinces and prefectures, communes."""
