"""The whole site as files: the same knowledge on the same day gives the same bytes."""

from datetime import date

from venevagt.directory.listing import Listing
from venevagt.directory.postcodes import postcodes
from venevagt.knowledge.model import Model
from venevagt.site import feeds, hosting
from venevagt.site.addresses import Addresses
from venevagt.site.assets import asset_folder, own_assets
from venevagt.site.bundle import page_files
from venevagt.site.clinic_bundle import clinic_files
from venevagt.site.clinic_packing import PACKED, packed
from venevagt.site.component import COMPONENT, component, embedded_files
from venevagt.site.directory_data import clinic_folders, directory_scripts
from venevagt.site.pages import Pages, search_file
from venevagt.site.pathway_style import PATHWAY_STYLE, pathway_style
from venevagt.site.recovery_pages import recovery_scripts
from venevagt.site.search import search_index, sections
from venevagt.site.work_up_pages import STEP
from venevagt.site.worker import worker


def site_files(
    model: Model, *, on: date, addresses: Addresses, listing: Listing | None = None, kept: bool = True
) -> dict[str, bytes]:
    """Every file of the site by its name, as it stands on a day.

    `listing`: the clinics that can be found, if there are any. `kept`: a browser keeps the site for use without a
    network; not where a server makes some of its pages anew for each visit.
    Without a host in `addresses` there is no canonical address, map or feed, and no search engine lists the pages.
    """
    languages = model.about.languages
    found = {language: sections(model, language, addresses, on) for language in languages}
    assets = {
        **own_assets(),
        **{search_file(language): search_index(model, language, found[language]) for language in languages},
        PATHWAY_STYLE: pathway_style(model, STEP),
        **{
            name: text.encode("utf-8")
            for scripts in (page_files(model), clinic_files(model), recovery_scripts(model))
            for name, text in scripts.items()
        },
        **(_listed(model, listing) if listing else {}),
    }
    folder = asset_folder(assets)

    def asset(name: str) -> str:
        assert name in assets, f"no asset {name!r}"
        return addresses.file(f"{folder}/{name}")

    pages = Pages(model, addresses, on, asset, listing, kept=kept)
    files = {
        **pages.files(found),
        **{f"{folder}/{name}": content for name, content in assets.items()},
        **{
            f"{language}/manifest.webmanifest": hosting.manifest(model, language, addresses, asset)
            for language in languages
        },
        COMPONENT: component(model),
        "robots.txt": feeds.robots(addresses),
    }
    if addresses.origin:
        files["sitemap.xml"] = feeds.sitemap(addresses, pages.listed())
        files |= {f"{language}/rss.xml": feeds.rss(model, language, addresses) for language in languages}
    if kept:
        files["worker.js"] = worker(files, addresses, model.sha256, clinic_folders(model))
    files["_headers"] = hosting.headers_file(addresses, files, embedded_files(model), clinic_folders(model))
    files[".nojekyll"] = b""
    return dict(sorted(files.items()))


def _listed(model: Model, listing: Listing) -> dict[str, bytes]:
    """What the search for clinics loads."""
    scripts = {name: text.encode("utf-8") for name, text in directory_scripts(model).items()}
    return {PACKED: packed(model.recovery.directory, listing.clinics, postcodes().values()), **scripts}
