<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

use Magento\Framework\Api\SearchResultsInterface;

/**
 * A page of products.
 *
 * @api
 */
interface ProductSearchResultsInterface extends SearchResultsInterface
{
    /**
     * Get the products of this page.
     *
     * @return \Acme\Catalog\Api\Data\ProductInterface[]
     */
    public function getItems();

    /**
     * @param \Acme\Catalog\Api\Data\ProductInterface[] $items
     * @return $this
     */
    public function setItems(array $items);
}
