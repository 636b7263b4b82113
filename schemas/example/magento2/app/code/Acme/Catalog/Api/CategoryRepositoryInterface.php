<?php

declare(strict_types=1);

namespace Acme\Catalog\Api;

/**
 * Categories: read, store, delete.
 *
 * @api
 */
interface CategoryRepositoryInterface
{
    /**
     * Get a category.
     *
     * @param int $categoryId Its number.
     * @param int|null $storeId The store view to read it in.
     * @return \Acme\Catalog\Api\Data\CategoryInterface
     */
    public function get(int $categoryId, ?int $storeId = null);

    /**
     * Store a category.
     *
     * @param \Acme\Catalog\Api\Data\CategoryInterface $category The category.
     * @return \Acme\Catalog\Api\Data\CategoryInterface
     */
    public function save(\Acme\Catalog\Api\Data\CategoryInterface $category);

    /**
     * Delete a category and everything below it.
     *
     * @param int $categoryId Its number.
     * @return bool
     */
    public function deleteByIdentifier(int $categoryId);
}
