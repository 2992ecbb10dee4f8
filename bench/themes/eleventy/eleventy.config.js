// The defaults, with the two plugins that the starter blog of Eleventy has too: feeds and highlighting.
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (eleventy) {
	eleventy.addPlugin(syntaxHighlight);
	eleventy.addPlugin(feedPlugin, {
		type: "atom",
		outputPath: "/feed.xml",
		collection: { name: "posts", limit: 20 },
		metadata: {
			language: "en",
			title: "Hallway Track",
			base: "https://blog.example.org/",
			author: { name: "Robin Vega" },
		},
	});
	eleventy.addFilter("newest", (posts, count) => posts.slice(-count).reverse());
	eleventy.addCollection("categories", (api) => {
		const found = {};
		for (const post of api.getFilteredByTag("posts")) {
			(found[post.data.category] ??= []).push(post);
		}
		return found;
	});
	return { dir: { input: ".", includes: "_includes", output: "_site" } };
}
