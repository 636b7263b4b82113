<?php

declare(strict_types=1);

namespace Acme\Catalog\Api;

/**
 * The tree of categories.
 *
 * @api
 */
interface CategoryManagementInterface
{
    /**
     * The tree below a category.
     *
     * @param int|null $rootCategoryId Where to begin; the store's root when left out.
     * @param int|null $depth How many levels to read; all when left out.
     * @return \Acme\Catalog\Api\Data\CategoryTreeInterface
     */
    public function getTree(?int $rootCategoryId = null, ?int $depth = null);

    /**
     * Put a category below another one.
     *
     * @param int $categoryId The one that moves.
     * @param int $parentId The one above it from now on.
     * @param int|null $afterId The neighbour it comes after; the last place when left out.
     * @return bool
     */
    public function move(int $categoryId, int $parentId, ?int $afterId = null);
}
